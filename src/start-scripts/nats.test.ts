import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ALLOWED_USERS } from "../brokers/nats/nats-allowed.ts";
import { ROOT } from "../stack/compose-file.ts";
import { SHELLS, Shell } from "./shell.ts";

const LINES = join(ROOT, "config/nats/lines.sh");
const SECRET = 's3"cr\\et $HOME #';
const ENV = {
  NATS_NAME: "nats",
  NATS_USER: "admin",
  NATS_PASSWORD: SECRET,
  PRODUCER_PASSWORD: "p",
  CONSUMER_PASSWORD: "c",
  NATS_MONITOR_PASSWORD: "m",
  NATS_ROUTE_PASSWORD: "r0ute.-_~",
};

/** A server that answers with the file `answer`, where there is one, and writes down what it was told and how it was called. */
const NC = `
echo "nc $*" >called
tr -d '\\r' >told
[ -e answer ] || exit 0
printf 'INFO {}\\r\\n'
inbox=$(sed -n 's/^SUB \\(.*\\) 1$/\\1/p' told)
printf 'MSG _INBOX.declare.other 1 2\\r\\nno\\r\\nMSG %s 1 2\\r\\n%s\\r\\nMSG %s 1 2\\r\\nno\\r\\n' "$inbox" "$(cat answer)" "$inbox"`;

const rightsOf = (name: string) => {
  const { publish = [], subscribe = [] } = ALLOWED_USERS[name] ?? {};
  return { publish: { allow: publish }, subscribe: { allow: subscribe } };
};

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(" ") })))(
  "under $name",
  ({ shell: command }) => {
    const started = () => {
      const shell = new Shell(command);
      const run = (script: string, env: Record<string, string> = {}) =>
        shell.run(`. "${LINES}"\n${script}`, { ...ENV, MODE: join(shell.folder, "mode"), ...env });
      return { shell, run };
    };

    it.each([SECRET, "", "a b", "'", "2m"])("writes %j as one word of a configuration", (value) => {
      const { shell, run } = started();
      using _shell = shell;

      expect(JSON.parse(run('quoted "$VALUE"', { VALUE: value }).stdout)).toBe(value);
    });

    it.each(["$2a$11$x", "$2b$x", "$2x$x", "$2y$x"])(
      "refuses %s, which would be taken for a hash",
      (value) => {
        const { shell, run } = started();
        using _shell = shell;
        const { exitCode, stdout, stderr } = run('password NAME_OF_IT "$VALUE"', { VALUE: value });

        expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
        expect(stderr).toBe(
          "script.sh: NAME_OF_IT begins like a hash of bcrypt, and would be taken for one: choose another in .env",
        );
      },
    );

    it("refuses no password, and takes any other as it is", () => {
      const { shell, run } = started();
      using _shell = shell;

      expect(run("password NAME_OF_IT ''")).toMatchObject({
        exitCode: 1,
        stderr: "script.sh: NAME_OF_IT is empty: give it a value in .env",
      });
      expect(JSON.parse(run('password NAME_OF_IT "$VALUE"', { VALUE: "a$2a$" }).stdout)).toBe("a$2a$");
    });

    it("writes users with the rights that security asks for, whatever is in a password", () => {
      const { shell, run } = started();
      using _shell = shell;

      expect(JSON.parse(run("users").stdout)).toEqual({
        accounts: {
          FRAMES: {
            jetstream: "enabled",
            users: [
              { user: "admin", password: SECRET },
              { user: "producer", password: "p", permissions: rightsOf("producer") },
              { user: "consumer", password: "c", permissions: rightsOf("consumer") },
            ],
          },
          SYS: {
            users: [
              { user: "admin-system", password: SECRET },
              { user: "monitor", password: "m", permissions: rightsOf("monitor") },
            ],
          },
        },
        system_account: "SYS",
      });
    });

    it.each(["producer", "consumer", "monitor", "me-system"])(
      "writes no users where NATS_USER is %s, who is one already",
      (user) => {
        const { shell, run } = started();
        using _shell = shell;

        expect(run("users", { NATS_USER: user })).toEqual({
          exitCode: 1,
          stdout: "",
          stderr: `script.sh: NATS_USER is ${user}, which is a user already: name another one in .env`,
        });
      },
    );

    it.each(["NATS_PASSWORD", "PRODUCER_PASSWORD", "CONSUMER_PASSWORD", "NATS_MONITOR_PASSWORD"])(
      "writes no users where %s is empty",
      (name) => {
        const { shell, run } = started();
        using _shell = shell;

        expect(run("users", { [name]: "" })).toMatchObject({ exitCode: 1, stdout: "" });
      },
    );

    it("joins the other nodes with a password, of the same name in every node", () => {
      const { shell, run } = started();
      using _shell = shell;
      const { stdout } = run("cluster", { NATS_NAME: "nats-2" });

      expect(stdout).toBe(run("cluster").stdout);
      expect(stdout).toContain('authorization { user: route, password: "r0ute.-_~", timeout: 5 }\n');
      expect(stdout.match(/"nats:.*"/g)).toEqual(
        ["nats", "nats-2", "nats-3"].map((node) => `"nats://route:r0ute.-_~@${node}:6222"`),
      );
    });

    it.each(["", "a@b", "a b", "a/b", "ü", "a%40b"])(
      "joins nobody with the password %j, which is no part of a URL",
      (password) => {
        const { shell, run } = started();
        using _shell = shell;

        expect(run("cluster", { NATS_ROUTE_PASSWORD: password })).toMatchObject({
          ...{ exitCode: 1, stdout: "", stderr: expect.stringContaining("NATS_ROUTE_PASSWORD") },
        });
      },
    );

    it.each([
      ["the first node alone", "", "nats", "", "alone"],
      ["the first node beside others", "", "nats", "nats-3", "cluster"],
      ["another node, before it sees the first", "", "nats-2", "", "cluster"],
      ["one that was alone and still is", "alone", "nats", "", "alone"],
      ["one of a cluster, before it sees the others", "cluster", "nats", "", "cluster"],
      ["one of a cluster that sees them", "cluster", "nats", "nats-2", "cluster"],
    ])("starts %s as it is to be, and stays with that", (_case, known, node, sees, mode) => {
      const { shell, run } = started();
      using _shell = shell;
      shell.stub("getent", `[ "$2" = "${sees}" ]`);
      if (known) shell.write("mode", known);

      expect(run("mode", { NATS_NAME: node })).toMatchObject({ exitCode: 0, stdout: mode });
      expect(shell.read("mode")).toBe(mode);
    });

    it("does not take the frames of one node into a cluster, and keeps the first decision", () => {
      const { shell, run } = started();
      using _shell = shell;
      shell.stub("getent", "true");
      shell.write("mode", "alone");

      expect(run("mode")).toMatchObject({
        ...{ exitCode: 1, stdout: "", stderr: expect.stringContaining("let consumers empty it") },
      });
      expect(shell.read("mode")).toBe("alone");
    });

    it.each([
      ['{"type":"t","config":{"name":"FRAMES"}}', 0, ""],
      [
        '{"type":"t","error":{"code":400,"err_code":10058,"description":"stream name already in use"}}',
        0,
        "10058 stream name already in use",
      ],
      // A reason without a code of its own is no yes.
      ['{"error":{"code":503,"description":"off"}}', 0, '0 {"error":{"code":503,"description":"off"}}'],
      ["", 1, ""],
      ["+OK", 1, ""],
    ])("knows a yes, a no and neither: %s", (answer, exitCode, stdout) => {
      const { shell, run } = started();
      using _shell = shell;

      expect(run('printf "%s" "$ANSWER" | refusal', { ANSWER: answer })).toMatchObject({ exitCode, stdout });
    });

    it("asks with the login over the connection alone, and takes the answer that is for it", () => {
      const { shell, run } = started();
      using _shell = shell;
      shell.stub("nc", NC);
      shell.write("answer", '{"config":{}}');
      shell.write("body", '{\n "name":\n "FRÄMES"}\n');
      const { stdout } = run("asked '$JS.API.X' body", { ANSWERS_WITHIN: "0", LC_ALL: "C.UTF-8" });
      const [connect = "", ...told] = shell.read("told").trimEnd().split("\n");

      expect(stdout).toBe('{"config":{}}');
      expect(JSON.parse(connect.replace("CONNECT ", ""))).toMatchObject({ user: "admin", pass: SECRET });
      const [inbox] = /_INBOX\.declare\.[0-9a-f-]{36}/.exec(told[0] ?? "") ?? [];
      expect(told).toEqual([`SUB ${inbox} 1`, `PUB $JS.API.X ${inbox} 20`, '{ "name": "FRÄMES"}']);
      expect(shell.read("called")).toBe("nc 127.0.0.1 4222\n");
    });

    it("has no answer from a server that says none", () => {
      const { shell, run } = started();
      using _shell = shell;
      shell.stub("nc", NC);
      shell.write("body", "{}");

      expect(run("asked X body | refusal", { ANSWERS_WITHIN: "0" })).toMatchObject({
        exitCode: 1,
        stdout: "",
      });
    });
  },
);
