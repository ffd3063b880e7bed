import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../stack/compose-file.ts";
import { SHELLS, Shell } from "./shell.ts";

const CONFIG = join(ROOT, "config/rabbitmq");

/** RabbitMQ as far as users go: those that it has are lines of the file `has`. */
const RABBITMQCTL = `
case "$*" in
  *await_startup*) [ ! -e down ] ;;
  *list_users*) [ ! -e down ] || { echo "Error: unable to perform an operation on node"; exit 69; }
    while IFS= read -r name; do printf '%s\\t[administrator]\\n' "$name"; done <has ;;
  *delete_user*) [ ! -e refuses ] || { echo "Error: {refused}"; exit 70; }
    for name; do :; done
    grep -qx "$name" has || { echo "Error: User does not exist"; exit 67; }
    grep -vx "$name" has >left || :
    mv left has ;;
esac`;

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(" ") })))(
  "under $name",
  ({ shell: command }) => {
    const started = () => {
      const shell = new Shell(command);
      shell.stub("rabbitmqctl", RABBITMQCTL);
      const run = (script: string, user = "guest", env: Record<string, string> = {}) =>
        shell.run(`. "${CONFIG}/lines.sh"\n${script}`, {
          HOME: shell.folder,
          BROKER_USER: user,
          BROKER_PASSWORD: 's3"cr\\\\et',
          PRODUCER_PASSWORD: "p",
          CONSUMER_PASSWORD: "c",
          BROKER_ERLANG_COOKIE: "cookie",
          PAUSE: "0",
          ...env,
        });
      return { shell, run };
    };
    const list = (shell: Shell) => shell.read("users-to-delete");

    it("keeps the former user on record until it is deleted, also when a start ends before", () => {
      const { shell, run } = started();
      using _shell = shell;
      run("note_users", "first");
      expect(list(shell)).toBe("");
      // The node ends here, after it has noted the new user, and is started again.
      run("note_users", "second");
      run("note_users", "second");

      expect(list(shell)).toBe("first\n");
    });

    it("notes who has to go before it notes who has come", () => {
      const { shell, run } = started();
      using _shell = shell;
      run("note_users", "first");
      run('put() { cat >"$1.new"; mv "$1.new" "$1"; exit 1; }\nnote_users', "second");
      run("note_users", "second");

      expect(list(shell)).toBe("first\n");
    });

    it("deletes all of several changes, but not the one that came back", () => {
      const { shell, run } = started();
      using _shell = shell;
      for (const user of ["first user", "second", "third", "second"]) run("note_users", user);
      expect(list(shell)).toBe("first user\nthird\n");

      shell.write("has", "first user\nsecond\nthird\nproducer\n");
      run("delete_users_in_time", "second");

      expect(list(shell)).toBe("");
      expect(shell.read("has")).toBe("second\nproducer\n");
    });

    it.each(["producer", "consumer"])("never deletes %s, which a former .env may have named", (user) => {
      const { shell, run } = started();
      using _shell = shell;
      shell.write("former-user", user);
      run("note_users");

      expect(list(shell)).toBe("");
    });

    it("takes one off the list that another node of the cluster has deleted", () => {
      const { shell, run } = started();
      using _shell = shell;
      shell.write("users-to-delete", "first\n");
      shell.write("has", "guest\n");
      run("delete_users_in_time");

      expect(list(shell)).toBe("");
    });

    it.each([
      ["refuses", "Error: {refused}"],
      ["down", "unable to perform"],
    ])("keeps one on the list while RabbitMQ %s, and says why", (state, expected) => {
      const { shell, run } = started();
      using _shell = shell;
      shell.write("users-to-delete", "first\n");
      shell.write("has", "guest\nfirst\n");
      shell.write(state, "");
      const { stderr, exitCode } = run("delete_users");

      expect(exitCode).toBe(1);
      expect(list(shell)).toBe("first\n");
      expect(stderr).toContain("the user first, whom .env does not name any more, is not deleted yet");
      expect(stderr).toContain(expected);
    });

    it("goes on until RabbitMQ is there", () => {
      const { shell, run } = started();
      using _shell = shell;
      shell.write("users-to-delete", "first\n");
      shell.write("has", "guest\nfirst\n");
      shell.write("down", "");
      run("sleep() { rm -f down; }\ndelete_users_in_time");

      expect(shell.read("has")).toBe("guest\n");
    });

    it("does not take a user whose name begins alike for the one that is to go", () => {
      const { shell, run } = started();
      using _shell = shell;
      const listed = "Listing users\nfirst-2\t[]\nguest\t[administrator]\n";

      expect(run(`printf '%s' '${listed}' | is_listed first`).exitCode).toBe(1);
      expect(run(`printf '%s' '${listed}' | is_listed first-2`).exitCode).toBe(0);
    });

    it("deletes a list of the cluster's nodes that a power cut left empty, and no other file", () => {
      const { shell, run } = started();
      using _shell = shell;
      shell.write("cluster_nodes.config", "");
      shell.write("nodes_running_at_shutdown", "[rabbit@rabbitmq].\n");
      shell.write("rabbit_serial", "");
      const { stderr } = run("delete_empty .; delete_empty nowhere");

      expect(() => shell.read("cluster_nodes.config")).toThrow("ENOENT");
      expect(shell.read("nodes_running_at_shutdown")).toBe("[rabbit@rabbitmq].\n");
      expect(shell.read("rabbit_serial")).toBe("");
      expect(stderr).toBe(
        "script.sh: ./cluster_nodes.config was empty, as a power cut leaves it: the other nodes of the cluster say what was in it",
      );
    });

    it("writes users as definitions, whatever is in a password", () => {
      const { shell, run } = started();
      using _shell = shell;
      const { users } = JSON.parse(run("users").stdout) as { users: object[] };

      expect(users[0]).toEqual({ name: "guest", password: 's3"cr\\\\et', tags: ["administrator"] });
    });

    it.each([
      ["the first node alone", "rabbitmq", "", ["tls.conf"]],
      ["the first node of several", "rabbitmq", "rabbitmq-2", ["nodes.conf", "tls.conf"]],
      ["another node, before it can see the first", "rabbitmq-3", "", ["nodes.conf", "tls.conf"]],
    ])("configures %s with what conf.d holds", (_case, hostname, others, expected) => {
      const { shell, run } = started();
      using _shell = shell;
      shell.stub("hostname", `echo ${hostname}`);
      shell.stub("getent", `[ "$2" = "${others}" ]`);
      mkdirSync(join(shell.folder, "conf.d"));
      shell.write("conf.d/tls.conf", "listeners.ssl.default = 5671\n");
      const env = { CONF_D: join(shell.folder, "conf.d"), BROKER: CONFIG };
      run("configuration assembled; touch assembled/of-before.conf", "guest", env);
      const { stdout } = run("configuration assembled; ls assembled", "guest", env);

      expect(stdout.split("\n")).toEqual(expected);
    });
  },
);
