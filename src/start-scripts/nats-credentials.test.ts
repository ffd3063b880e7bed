import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../stack/compose-file.ts";
import { SHELLS, Shell } from "./shell.ts";

const CONFIG = join(ROOT, "config/nats");
const FORMER = {
  NATS_USER: "admin",
  NATS_PASSWORD: 'o"ld\\',
  NATS_MONITOR_PASSWORD: "old-monitor",
  NATS_ROUTE_PASSWORD: "old-route",
  PRODUCER_PASSWORD: "old-producer",
  CONSUMER_PASSWORD: "old-consumer",
};
const NEW = {
  NEW_USER: "root",
  NEW_PASSWORD: "new",
  NEW_MONITOR_PASSWORD: "new-monitor",
  NEW_ROUTE_PASSWORD: "new-route",
  NEW_PRODUCER_PASSWORD: "new-producer",
  NEW_CONSUMER_PASSWORD: "new-consumer",
};

interface Users {
  accounts: Record<"FRAMES" | "SYS", { users: { user: string; password: string }[] }>;
}

/** Passwords by user, over all accounts; a user that is there twice fails the test, as the server refuses it. */
function passwordsIn(text: string): Record<string, string> {
  const { accounts } = JSON.parse(text) as Users;
  const pairs = Object.values(accounts).flatMap(({ users }) =>
    users.map((each) => [each.user, each.password]),
  );
  expect(new Set(pairs.map(([user]) => user)).size).toBe(pairs.length);
  return Object.fromEntries(pairs);
}

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(" ") })))("under $name", ({ shell }) => {
  const run = (script: string, env: Record<string, string> = {}) => {
    using alone = new Shell(shell);
    return alone.run(`. "${CONFIG}/lines.sh"\n${script}`, { ...FORMER, ...NEW, NATS_NAME: "nats", ...env });
  };

  it("lets in those whom .env names, whatever is in a password", () => {
    expect(passwordsIn(run("users").stdout)).toEqual({
      admin: 'o"ld\\',
      "admin-system": 'o"ld\\',
      producer: "old-producer",
      consumer: "old-consumer",
      monitor: "old-monitor",
    });
  });

  it.each(["accept", "use"])(
    "lets in the new administrator beside the former, and users of both with either, in step %s",
    (step) => {
      const administrators = { admin: 'o"ld\\', "admin-system": 'o"ld\\', root: "new", "root-system": "new" };
      const taken = (node: string) =>
        passwordsIn(run(`announced ${step}; users`, { NATS_NAME: node }).stdout);

      const former = { producer: "old-producer", consumer: "old-consumer", monitor: "old-monitor" };
      for (const node of ["nats", "nats-2"]) expect(taken(node)).toEqual({ ...administrators, ...former });
      expect(taken("nats-3")).toEqual({
        ...administrators,
        ...{ producer: "new-producer", consumer: "new-consumer", monitor: "new-monitor" },
      });
    },
  );

  it("has one password for an administrator whose name stays", () => {
    const taken = (node: string) =>
      passwordsIn(run("announced accept; users", { NATS_NAME: node, NEW_USER: "admin" }).stdout).admin;

    expect([taken("nats"), taken("nats-3")]).toEqual(['o"ld\\', "new"]);
  });

  it.each([
    ["accept", "old-route", ["old-route", "new-route"]],
    ["use", "new-route", ["new-route", "old-route"]],
  ])("has a node try both passwords on the others, and ask for one, in step %s", (step, asked, tried) => {
    const { stdout } = run(`announced ${step}; cluster`);

    expect(stdout).toContain(`authorization { user: route, password: "${asked}", timeout: 5 }`);
    expect(stdout.match(/nats:\/\/\S+(?=")/g)).toEqual(
      ["nats", "nats-2", "nats-3"].flatMap((node) =>
        tried.map((each) => `nats://route:${each}@${node}:6222`),
      ),
    );
  });

  it("names every node once where the password of the nodes stays", () => {
    const { stdout } = run("announced accept; cluster", { NEW_ROUTE_PASSWORD: "old-route" });

    expect(stdout.match(/nats:\/\//g)).toHaveLength(3);
  });

  it.each([
    ["users", { NEW_USER: "producer" }, "NATS_USER is producer, which is a user already"],
    ["users", { NEW_PASSWORD: "$2a$10$x" }, "NATS_PASSWORD begins like a hash of bcrypt"],
    ["cluster", { NEW_ROUTE_PASSWORD: "a b" }, "NATS_ROUTE_PASSWORD is part of a URL"],
  ])("refuses new ones that the server would not take as they are: %s with %s", (what, env, says) => {
    const { exitCode, stderr } = run(`announced accept; ${what}`, env);

    expect(exitCode).not.toBe(0);
    expect(stderr).toContain(says);
  });

  it.each([
    ["takes them", "echo 2 >loaded", "", 0],
    ["keeps the former ones", ":", "the server did not take the new configuration", 1],
  ])("waits for a server that %s", (_case, signalled, says, exitCode) => {
    using alone = new Shell(shell);
    alone.write("loaded", "1");
    alone.stub("wget", `printf '{\\n  "config_load_time": "%s",\\n}\\n' "$(cat loaded)"`);
    const done = alone.run(`. "${CONFIG}/lines.sh"\nkill() { ${signalled}; }\nreload`, { PAUSE: "0" });

    expect(done.exitCode).toBe(exitCode);
    expect(done.stderr).toContain(says);
  });

  it.each([
    ['{"config":{},"cluster":{"leader":"nats","replicas":[{"name":"nats-2","current":true}]}}', 0],
    ['{"config":{},"cluster":{"leader":"nats","replicas":[{"name":"nats-2","current":false}]}}', 1],
    ['{"config":{},"cluster":{"leader":"nats","replicas":[{"current":true,"offline":true}]}}', 1],
    ['{"config":{},"cluster":{"replicas":[{"name":"nats-2","current":true}]}}', 1],
    ["", 1],
  ])("knows whether every replica has all of it: %s", (answer, exitCode) => {
    expect(run(`printf '%s' '${answer}' | is_whole`).exitCode).toBe(exitCode);
  });
});
