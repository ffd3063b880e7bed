import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsOfConf } from "../../brokers/rabbitmq/rabbitmq-conf.ts";
import { effectiveSettings, type Told } from "../../brokers/rabbitmq/rabbitmq-effective.ts";
import { ROOT } from "../../stack/compose-file.ts";
import {
  limitInForce,
  nodeLimits,
  unexpectedOfNode,
  unexpectedOfQueues,
} from "./rabbitmq-settings-expected.ts";

const POLICY = {
  "message-ttl": 3_600_000,
  "max-length": 50_000,
  overflow: "reject-publish",
  "dead-letter-exchange": "frames.dead",
  "dead-letter-strategy": "at-least-once",
};

/** A broker with this policy and these further arguments of frame_queue. */
const broker = (policy: Told, argued: Told = {}) => ({
  effective: async () => [
    effectiveSettings(policy, { "x-queue-type": "quorum", ...argued }),
    effectiveSettings({}, { "x-queue-type": "quorum" }),
  ],
});

test("what is delivered is expected, and other limits of criteria of their own", async () => {
  expect(await unexpectedOfQueues(broker({ ...POLICY, "message-ttl": 7_200_000 }))).toEqual({
    count: 0,
    details: { seen: "none", "settings read": 7 },
  });
});

test.for([
  [{}, { "x-single-active-consumer": true }, "single-active-consumer true (expected it not to be set)"],
  [
    { "dead-letter-strategy": "at-most-once" },
    {},
    "dead-letter-strategy at-most-once (expected at-least-once)",
  ],
  [{ expires: 60_000 }, {}, "expires 60000 (expected it not to be set)"],
  [{}, { "x-delivery-limit": 1 }, "delivery-limit 1 (expected at least 20)"],
  [{ "max-length-bytes": 1_000 }, {}, "max-length-bytes 1000 (expected it not to be set)"],
] as const)("%j with arguments %j is named", async ([policy, argued, told]) => {
  const { count, details } = await unexpectedOfQueues(broker({ ...POLICY, ...policy }, argued));

  expect({ count, seen: details.seen }).toEqual({ count: 1, seen: `frame_queue: ${told}` });
});

test("a limit in force is told with who says so", () => {
  const { "message-ttl": ttl } = effectiveSettings(POLICY, { "x-message-ttl": 20_000 });

  expect(limitInForce(ttl)).toEqual({
    measured: 20_000,
    details: { "by policy": 3_600_000, "as a queue argument": 20_000 },
  });
  expect(limitInForce(undefined)).toEqual({ measured: "not set", details: {} });
});

test("the limits of a node are told as shares of what there is", async () => {
  const service = { name: "rabbitmq", exec: async () => "max\nMemTotal: 3906250 kB\n" };
  const node = { service, nodeLimits: async () => ({ memory: 1e9, disk: 2e9 }) };

  expect(await nodeLimits(node as unknown as Parameters<typeof nodeLimits>[0])).toEqual({
    memory: { MB: 1_000, "memory %": 25 },
    disk: { GB: 2, "% of the memory limit": 200 },
    details: { "MiB of the host": 3_815 },
  });
});

/** A node that was started with these files of the repository, and these lines besides. */
const started = (files: readonly string[], lines = "", advanced: string[] = []) => ({
  nodeSettings: async () => {
    const texts = files.map((file) => readFileSync(join(ROOT, file), "utf8"));
    return { settings: settingsOfConf([...texts, lines].join("\n")), files: [...files], advanced };
  },
});
const CONF = "config/rabbitmq/rabbitmq.conf";

test.for([
  ["alone", []],
  ["in a cluster", ["config/rabbitmq/cluster/nodes.conf"]],
  ["with TLS", ["config/tls/rabbitmq.conf"]],
  ["from the official image", ["fixtures/hosts/images/rabbitmq/10-defaults.conf"]],
] as const)("a node %s is started with what is expected", async ([, files]) => {
  expect((await unexpectedOfNode(started([CONF, ...files]))).details.seen).toBe("none");
});

test.for([
  ["net_ticktime = 120", "net_ticktime 120 (expected 8 to 30)"],
  ["cluster_partition_handling = ignore", "cluster_partition_handling ignore (expected pause_minority)"],
  ["consumer_timeout = 1000", "consumer_timeout 1000 (expected at least 600000)"],
  [
    "lazy_queue_explicit_gc_run_operation_threshold = 1",
    "lazy_queue_explicit_gc_run_operation_threshold 1 (expected it not to be set)",
  ],
  ["default_pass = s3cret", "default_pass has a value (expected it not to be set)"],
] as const)("%s is named", async ([line, told]) => {
  expect((await unexpectedOfNode(started([CONF], line))).details.seen).toBe(told);
});

test("settings that are Erlang are named by their file", async () => {
  expect((await unexpectedOfNode(started([CONF], "", ["/etc/rabbitmq/advanced.config"]))).details.seen).toBe(
    "settings in /etc/rabbitmq/advanced.config",
  );
});
