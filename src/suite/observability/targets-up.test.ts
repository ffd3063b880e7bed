import { expect, test } from "vitest";
import type { ScrapeTarget, Series } from "../../watchers/prometheus-answers.ts";
import { type ExpectedTarget, targetsUp } from "./targets-up.ts";

const target = (job: string, health: ScrapeTarget["health"] = "up", lastError = ""): ScrapeTarget => ({
  ...{ job, instance: `${job}:1`, health, lastError },
});

test("every job with its targets up leaves nothing to tell", () => {
  const targets = [target("redis"), target("rabbitmq"), target("rabbitmq")];

  expect(targetsUp({ jobs: ["redis", "rabbitmq"], targets })).toEqual({
    notUp: [],
    rows: [
      ["redis", 1, 1],
      ["rabbitmq", 2, 2],
    ],
  });
});

test("a job without a target is as bad as a target that is down, or was not scraped yet", () => {
  const targets = [target("redis", "down", "connection refused"), target("rabbitmq", "unknown")];

  expect(targetsUp({ jobs: ["redis", "rabbitmq", "alertmanager"], targets })).toEqual({
    notUp: [
      "alertmanager has no target",
      "redis redis:1 down connection refused",
      "rabbitmq rabbitmq:1 unknown",
    ],
    rows: [
      ["redis", 1, 0],
      ["rabbitmq", 1, 0],
      ["alertmanager", 0, 0],
    ],
  });
});

test("a job whose nodes do not run needs no target, and counts as soon as it has one", () => {
  const unused = ["redis-ha"];

  expect(targetsUp({ jobs: ["redis-ha"], targets: [], unused })).toEqual({ notUp: [], rows: [] });
  expect(targetsUp({ jobs: ["redis-ha"], targets: [target("redis-ha", "down")], unused })).toEqual({
    notUp: ["redis-ha redis-ha:1 down"],
    rows: [["redis-ha", 1, 0]],
  });
});

const NODE = { job: "queues", instance: "node-2:9", service: "node-2", broker: "mq" };
const KNOWN: ExpectedTarget = {
  ...NODE,
  identity: { metric: "node_info", label: "name", value: "mq@node-2" },
};
const SCRAPED: ScrapeTarget = { ...NODE, health: "up", lastError: "" };
const telling = (instance: string, labels: Record<string, string>, job = "queues"): Series => ({
  metric: { __name__: "node_info", job, instance, ...labels },
  value: 1,
});
const about = (targets: ScrapeTarget[], identities: Series[], expected = KNOWN) =>
  targetsUp({ jobs: [], targets, expected: [expected], identities }).notUp;

test("a service that runs has its target, by job and instance, that tells of it", () => {
  expect(about([SCRAPED], [telling("node-2:9", { name: "mq@node-2" })])).toEqual([]);
});

test("a service that no target tells of is named", () => {
  expect(about([{ ...SCRAPED, instance: "node-1:9" }], [])).toEqual([
    "queues has no target node-2:9: nothing is measured there of the service node-2",
  ]);
});

test("a target that tells of another node is named, and one that tells of none", () => {
  expect(about([SCRAPED], [telling("node-2:9", { name: "mq@node-1" })])).toEqual([
    "queues node-2:9 does not tell of node-2: it tells name mq@node-1, expected name mq@node-2",
  ]);
  expect(about([SCRAPED], [telling("node-2:9", { name: "mq@node-2" }, "other")])).toEqual([
    "queues node-2:9 does not tell of node-2: it tells nothing under node_info, expected name mq@node-2",
  ]);
});

test("a target is of the broker that it tells of", () => {
  expect(about([{ ...SCRAPED, broker: undefined }], [])).toEqual([
    "queues node-2:9 has the label broker missing, expected mq",
  ]);
});

test("two targets of a job that tell of one node are named, two of different jobs may", () => {
  const targets = [SCRAPED, { ...SCRAPED, instance: "node-1:9" }];
  const { identity: _, ...unnamed } = KNOWN;
  const same = (instance: string, job?: string) => telling(instance, { run_id: "a1" }, job);

  expect(about(targets, [same("node-1:9"), same("node-2:9")], unnamed)).toEqual([
    "queues node-1:9 and node-2:9 tell of the same node",
  ]);
  expect(about(targets, [same("node-1:9"), same("node-2:9", "other")], unnamed)).toEqual([]);
});
