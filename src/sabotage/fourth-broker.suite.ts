import { expect, test } from "vitest";
import { keyOf } from "../plan/criterion-key.ts";
import { readComposeFile, whyLeftOut } from "../stack/compose-file.ts";
import { powerCuttable } from "../suite/reliability/disks.ts";
import type { Edit } from "./sabotage.ts";
import { ScratchCopy } from "./scratch-copy.ts";

/** All that a broker takes beside its folder. */
const ADDED: readonly Edit[] = [
  {
    file: "src/brokers/all.ts",
    from: "import { rabbitmq } from",
    to: 'import { fake } from "./fake/fake.ts";\nimport { rabbitmq } from',
  },
  { file: "src/brokers/all.ts", from: "= [redis, rabbitmq, nats]", to: "= [redis, rabbitmq, nats, fake]" },
  { file: "plan/plan.yaml", from: "brokers: [redis, rabbitmq]", to: "brokers: [redis, rabbitmq, fake]" },
  {
    file: "docker-compose.yml",
    from: "\nservices:\n",
    to: `
services:
  fake:
    <<: *service
    image: \${RTSP_CAPTURE_IMAGE:-broker-signoff/rtsp-capture:local}
    container_name: fake
    user: nobody
    entrypoint: ["/usr/local/bin/node", "/fake/src/brokers/fake/fake-server.ts"]
    ports: ["127.0.0.1:7070:7070"]
    volumes:
      - ./node_modules/node/bin/node:/usr/local/bin/node:ro
      - ./package.json:/fake/package.json:ro
      - ./src:/fake/src:ro
      - fake-data:/data
    healthcheck:
      test: ["CMD", "/usr/local/bin/node", "-e", "require('net').connect(7070).on('connect', () => process.exit(0))"]
      interval: 1s
      timeout: 5s
      retries: 6
      start_period: 10s

`,
  },
  { file: "docker-compose.yml", from: "\nvolumes:\n", to: "\nvolumes:\n  fake-data: {}\n" },
];

test("a broker more takes its folder, a line of the list, a service and its name in the plan", async ({
  skip,
}) => {
  const obstacle = whyLeftOut(readComposeFile(), "rtsp-capture");
  if (obstacle) skip(`the fake runs in the image of rtsp-capture: ${obstacle.text}`);
  if (process.platform !== "linux")
    skip("the fake runs in a container by this host's Node, which is not Linux'");
  using copy = new ScratchCopy();
  copy.break({ id: "fourth-broker", breaks: "", turns: [], edits: [...ADDED] });
  const { results, output } = await copy.signOff("--brokers", "fake", "block3/load", "overall/reliability");

  const criteria = (results?.tasks ?? []).flatMap(({ id, criteria }) =>
    criteria.map((criterion) => ({ key: keyOf(id, criterion), ...criterion })),
  );
  const measured = criteria.filter(({ status }) => status !== "not-run");
  expect(Object.fromEntries(measured.map(({ key, status }) => [key, status])), output).toEqual({
    "block3/load/success-rate@fake": "met",
    "block3/load/achieved-rate@fake": "met",
    "block3/load/frames-intact@fake": "met",
    "block3/load/interruption@fake": "met",
    "block3/load/sustained-for@fake": "undetermined",
    // It forgets a frame once it has handed it out.
    "block3/load/unhandled-gone@fake": "not-met",
    // It keeps frames in memory alone.
    "overall/reliability/power-cut-loss@fake": (await powerCuttable()) ? "undetermined" : "not-met",
    "overall/reliability/frames-on-volume@fake": "not-met",
    "overall/reliability/ha-settings-expected@fake": "undetermined",
    "overall/reliability/failover-time@fake": "undetermined",
    "overall/reliability/failover-loss@fake": "undetermined",
    "overall/reliability/fault-matrix@fake": "undetermined",
  });
  const report = copy.read("reports/completion.md");
  expect(report).toContain("Brokers in scope: fake. Left out, and not counted: redis, rabbitmq.");
  expect(report).toContain("`success-rate@fake`: measured **100 %**");
});
