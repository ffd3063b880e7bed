import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { MemberSettings } from "../../brokers/member-settings.ts";
import { settingsOfConf } from "../../brokers/rabbitmq/rabbitmq-conf.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { unexpectedIn, unexpectedOf } from "./unexpected-settings.ts";

const CONF = "config/rabbitmq/rabbitmq.conf";

/** A node that was started with these files of the repository, these lines and settings besides. */
function node(files: readonly string[], { lines = "", ...settings }: Record<string, string> = {}) {
  const texts = files.map((file) => readFileSync(join(ROOT, file), "utf8"));
  return {
    member: "rabbitmq-2",
    of: "rabbitmq",
    settings: {
      ...settingsOfConf([...texts, lines].join("\n")),
      ...{ "-kernel net_setuptime": "2", "beside keep-on-disk.sh": "runs" },
      "beside keep-on-disk.sh every": "8",
      ...settings,
    },
  };
}

/** A Sentinel as delivered, but for these. */
function sentinel(settings: Record<string, string> = {}): MemberSettings {
  return {
    member: "redis-sentinel-3",
    of: "redis-sentinel",
    settings: {
      ...{ quorum: "2", "down-after-milliseconds": "5000", "failover-timeout": "10000" },
      ...{ "parallel-syncs": "1", "resolve-hostnames": "yes", "announce-hostnames": "yes" },
      ...{ "announce-ip": "redis-sentinel-3", "announce-port": "0", "sentinel-user": "" },
      ...{ "sentinel-pass": "s3cret", loglevel: "notice", "beside keep-agreeing.sh": "runs" },
      "beside keep-agreeing.sh every": "2",
      ...settings,
    },
  };
}

test.for([
  ["alone", []],
  ["in a cluster", ["config/rabbitmq/cluster/nodes.conf"]],
  ["with TLS", ["config/tls/rabbitmq.conf"]],
  ["from the official image", ["fixtures/hosts/images/rabbitmq/10-defaults.conf"]],
] as const)("a node %s is started with what is expected", async ([, files]) => {
  expect(unexpectedOf([node([CONF, ...files])]).details.seen).toBe("none");
});

test.for([
  ["net_ticktime = 120", "net_ticktime 120 (expected 12 to 20)"],
  ["cluster_partition_handling = ignore", "cluster_partition_handling ignore (expected pause_minority)"],
  ["consumer_timeout = 1000", "consumer_timeout 1000 (expected at least 600000)"],
  [
    "lazy_queue_explicit_gc_run_operation_threshold = 1",
    "lazy_queue_explicit_gc_run_operation_threshold 1 (expected it not to be set)",
  ],
  ["default_pass = s3cret", "default_pass has a value (expected it not to be set)"],
] as const)("%s is named", ([lines, told]) => {
  expect(unexpectedOf([node([CONF], { lines })]).details.seen).toBe(`rabbitmq-2: ${told}`);
});

test("settings that are Erlang are named by their file", () => {
  const advanced = "/etc/rabbitmq/advanced.config";

  expect(unexpectedOf([node([CONF], { [advanced]: "is read" })]).details.seen).toBe(
    `rabbitmq-2: ${advanced} is read (expected it not to be set)`,
  );
});

test.for([
  ["-kernel net_setuptime", "20", "20 (expected 1 to 5)"],
  ["-rabbit collect_statistics", "none", "none (expected it not to be set)"],
] as const)("the argument %s %s is named", ([name, value, told]) => {
  expect(unexpectedOf([node([CONF], { [name]: value })]).details.seen).toBe(`rabbitmq-2: ${name} ${told}`);
});

test("a Sentinel as delivered is expected, and so is one that is a little slower", () => {
  const slower = sentinel({ "down-after-milliseconds": "8000" });

  expect(unexpectedOf([sentinel(), slower]).details).toEqual({ seen: "none", "settings read": 26 });
});

test.for([
  ["quorum", "1", "1 (expected 2)"],
  ["down-after-milliseconds", "60000", "60000 (expected 2000 to 15000)"],
  ["down-after-milliseconds", "500", "500 (expected 2000 to 15000)"],
  ["failover-timeout", "180000", "180000 (expected 5000 to 15000)"],
  ["parallel-syncs", "0", "0 (expected 1 to 1)"],
  ["client-reconfig-script", "/data/x.sh", "/data/x.sh (expected it not to be set)"],
  ["sentinel-pass", "s3cret", undefined],
] as const)("a Sentinel with %s %s", ([name, value, told]) => {
  expect(unexpectedOf([sentinel({ [name]: value })]).details.seen).toBe(
    told ? `redis-sentinel-3: ${name} ${told}` : "none",
  );
});

const replica = (settings: Record<string, string>, over?: string): MemberSettings => ({
  member: "redis-replica-1",
  of: "redis",
  ...(over ? { over } : {}),
  settings: {
    ...{ appendfsync: "always", dir: "/data", "min-replicas-to-write": "1" },
    ...{ "beside keep-following.sh": "runs", "beside keep-following.sh every": "10" },
    ...(over ? { "remembered primary": "the one that there is" } : {}),
    ...settings,
  },
  defaults: { maxmemory: "0", "min-replicas-to-write": "0" },
});

test("what a criterion judges is as on the node that it is judged on", () => {
  const judged = { ...replica({ maxmemory: "2147483648" }), member: "redis" };
  const told = (maxmemory: string) =>
    unexpectedOf([replica({ maxmemory }), sentinel()], [judged]).details.seen;

  expect(told("2147483648")).toBe("none");
  expect(told("966367641600")).toBe(
    "redis-replica-1: maxmemory 966367641600 (expected 2147483648, as where block1/persistence/maxmemory-set is measured)",
  );
});

test("a primary that takes frames without a replica is expected alone, and not in profile ha", () => {
  const careless = { "min-replicas-to-write": "0" };

  expect(unexpectedOf([replica(careless)]).details.seen).toBe("none");
  expect(unexpectedOf([replica(careless, "redis-ha")]).details.seen).toBe(
    "redis-replica-1: min-replicas-to-write 0 (expected 1)",
  );
});

test("every node is read, and its name stands before what is found", async () => {
  const nodes = [sentinel(), { ...sentinel({ quorum: "3" }), member: "redis-sentinel-1" }];

  const { count, details } = await unexpectedIn(nodes.map((each) => ({ settings: async () => each })));

  expect({ count, ...details }).toEqual({
    count: 1,
    seen: "redis-sentinel-1: quorum 3 (expected 2)",
    "settings read": 26,
  });
});

test("what goes on beside a server has to, and nothing else does", () => {
  const without = node([CONF]);
  delete (without.settings as Record<string, string>)["beside keep-on-disk.sh"];

  expect(unexpectedOf([without]).details.seen).toBe(
    "rabbitmq-2: beside keep-on-disk.sh is not set (expected runs)",
  );
  expect(unexpectedOf([sentinel({ "beside keep-quiet.sh": "runs" })]).details.seen).toBe(
    "redis-sentinel-3: beside keep-quiet.sh runs (expected it not to be set)",
  );
});

test("where no setting was read, nothing is said", () => {
  expect(() => unexpectedOf([])).toThrow(/settings were read/);
});

test.for(["redis", "redis-sentinel", "rabbitmq", "nats"])("what the kernel grants %s is looked at", (of) => {
  const granted = (settings: Record<string, string>) =>
    unexpectedOf([{ member: "one", of, settings: { "limit stack size": "8388608", ...settings } }]).details;
  const sound = JSON.stringify(granted({ "limit open files": "20000", "limit address space": "unlimited" }));
  const short = JSON.stringify(granted({ "limit open files": "64", "limit address space": "600000000" }));

  expect(sound).not.toContain("limit ");
  expect(short).toContain("one: limit open files 64 (expected at least 1000, or unlimited)");
  expect(short).toContain("one: limit address space 600000000 (expected unlimited)");
});
