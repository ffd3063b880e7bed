import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { expect, it } from "vitest";
import { ROOT } from "../stack/compose-file.ts";
import { Shell } from "./shell.ts";

/** Docker that writes down what it is asked, and fails where a line of the file `fails` stands in it. */
const DOCKER = `
echo "$*" >>asked
if [ -e fails ] && echo "$*" | grep -qf fails; then exit 1; fi
case "$*" in
  *" ps "*) cat running ;;
  *" run "*redis*) echo "REDIS_PASSWORD=s3cret" ;;
  *" run "*rabbitmq*) echo "BROKER_PASSWORD=s3cret" ;;
  *" run "*--entrypoint*) echo "NATS_PASSWORD=s3cret" ;;
  *" exec "*accept | *" exec "*use) cat >>given ;;
esac`;

function changed(step: string, { running, fails }: { running: string; fails?: string }) {
  using shell = new Shell(["sh"]);
  mkdirSync(join(shell.folder, "config"));
  cpSync(join(ROOT, "config/change-credentials.sh"), join(shell.folder, "config/change-credentials.sh"));
  shell.stub("docker", DOCKER);
  shell.write("running", running.replaceAll(" ", "\n"));
  shell.write("asked", "");
  shell.write("given", "");
  if (fails) shell.write("fails", fails);
  const { exitCode, stderr } = execaSync("sh", ["config/change-credentials.sh", step, "-f", "a file.yml"], {
    cwd: shell.folder,
    env: { PATH: `${join(shell.folder, "bin")}:${process.env.PATH}` },
    reject: false,
  });
  const asked = shell.read("asked").trim().split("\n");
  return { exitCode, stderr, asked, given: shell.read("given") };
}

const HA = "redis redis-replica-1 redis-sentinel-1 rabbitmq rabbitmq-2 redis-exporter";
const NATS_HA = `${HA} nats nats-2 nats-3`;

it("announces to every broker, and has each log in with the new only once all take it", () => {
  const { asked, given, exitCode } = changed("announce", { running: HA });
  const steps = asked
    .filter((line) => line.includes(" exec "))
    .map((line) => line.replace(/.* exec -T (\S+) .*\.sh (\w+)$/, "$1 $2"));

  const brokers = ["redis-replica-1", "redis", "redis-sentinel-1", "rabbitmq-2", "rabbitmq"];
  expect(steps).toEqual([
    ...brokers.map((each) => `${each} accept`),
    ...brokers.map((each) => `${each} use`),
  ]);
  expect(given).toContain("s3cret");
  expect(asked.join()).not.toContain("s3cret");
  expect(
    asked.every((line) => line.startsWith("compose --profile ha --profile nats-ha -f a file.yml ")),
  ).toBe(true);
  expect(exitCode).toBe(0);
});

it("asks NATS only where it runs, past its entrypoint, and gives each broker its own", () => {
  const { asked, given } = changed("announce", { running: NATS_HA });
  const steps = asked.filter((line) => / exec -T nats/.test(line)).map((line) => line.split("exec -T ")[1]);

  expect(asked.filter((line) => line.includes(" run ") && line.includes("nats/"))).toEqual([
    expect.stringMatching(/ --entrypoint sh nats-2 \/etc\/nats\/credentials\.sh print$/),
  ]);
  expect(steps).toEqual(
    ["accept", "use"].flatMap((act) =>
      ["nats-2", "nats", "nats-3"].map((each) => `${each} sh /etc/nats/credentials.sh ${act}`),
    ),
  );
  expect(given.match(/NATS_PASSWORD/g)).toHaveLength(6);
  expect(changed("announce", { running: HA }).asked.join()).not.toContain("/nats/");
});

it("starts the node of NATS last that has the new passwords already", () => {
  const { asked } = changed("finish", { running: NATS_HA });
  const ups = asked
    .filter((line) => / up -d --no-deps nats/.test(line))
    .map((line) => line.split(" ").at(-1));

  expect(ups).toEqual(["nats-2", "nats", "nats-3"]);
});

it("starts one container after the other anew, each once the one before has caught up", () => {
  const { asked } = changed("finish", { running: HA });
  const order = asked
    .slice(1)
    .map((line) => line.replace("compose --profile ha --profile nats-ha -f a file.yml ", ""));

  const ups = ["redis-sentinel-1", "redis-replica-1", "redis", "rabbitmq-2", "rabbitmq"];
  expect(order.filter((line) => line.startsWith("up"))).toEqual([
    ...ups.map((each) => `up -d --no-deps ${each}`),
    "up -d --no-deps --wait redis-exporter",
  ]);
  for (const [index, line] of order.slice(0, -1).entries()) {
    expect(line).toMatch(index % 2 === 0 ? /^up / : /^exec .* ready$/);
  }
});

it.each([
  ["announce", "redis-sentinel-1.*accept", / use$/],
  ["finish", "redis-replica-1.*ready", /up .* redis$/],
])("goes no further in %s after a step that failed", (step, fails, further) => {
  const { exitCode, asked } = changed(step, { running: HA, fails });

  expect(exitCode).not.toBe(0);
  expect(asked.some((line) => further.test(line))).toBe(false);
});

it("says what it is for without a step, and what to do where nothing runs", () => {
  expect(changed("", { running: HA })).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("announce"),
  });
  expect(changed("announce", { running: "" })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("nothing of this stack runs"),
  });
});
