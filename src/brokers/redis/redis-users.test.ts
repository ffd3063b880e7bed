import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { HostPort } from "../../stack/running-service.ts";
import { reachedAt } from "../../stack/testing.ts";
import type { SeenUser } from "./redis-acl.ts";
import { USERS_OF_NODE, USERS_OF_SENTINEL } from "./redis-allowed.ts";
import { type RedisStandIn, redisStandIn } from "./redis-stand-in.ts";
import { beyondOf, redisUsers } from "./redis-users.ts";

type Reply = string | number | readonly Reply[];

/** As Redis writes it, without the end of its last line. */
function resp(reply: Reply): string {
  if (typeof reply === "number") return `:${reply}`;
  if (typeof reply === "string") return `$${reply.length}\r\n${reply}`;
  return [`*${reply.length}`, ...reply.map(resp)].join("\r\n");
}

const COMMANDS: Reply = [
  ["ping", -1, [], 0, 0, 0, [], [], [], []],
  ["info", -1, [], 0, 0, 0, [], [], [], []],
  ["xadd", -5, [], 1, 1, 1, [], [], [], []],
  ["xack", -4, [], 1, 1, 1, [], [], [], []],
  ["unlink", -2, [], 1, -1, 1, [], [], [], []],
  ["xgroup", -2, [], 0, 0, 0, [], [], [], [["xgroup|create", -5, [], 2, 2, 1, [], [], [], []]]],
];

interface Given {
  rules?: string;
  keys?: string;
  flags?: readonly string[];
  selectors?: Reply;
  /** What it may run, as the server decides it. */
  may: readonly string[];
}

/** A server with these users, which asks for no password. */
function serverWith(users: Readonly<Record<string, Given>>): Promise<RedisStandIn> {
  return redisStandIn((command) => {
    const [first = "", second = "", user = "", ...run] = command;
    const what = `${first} ${second}`.trim().toUpperCase();
    if (what === "COMMAND") return resp(COMMANDS);
    if (what === "ACL USERS") return resp(Object.keys(users));
    if (what === "ACL CAT") return resp(user === "connection" ? ["ping", "client|kill"] : ["client|kill"]);
    const { rules = "", keys = "", flags = ["on"], selectors = [], may = [] } = users[user] ?? {};
    if (what === "ACL GETUSER") {
      const fields = { flags, passwords: [], commands: rules, keys, channels: "", selectors };
      return resp(Object.entries(fields).flat());
    }
    if (what !== "ACL DRYRUN") return "+OK";
    const name = run.slice(0, 2).join("|").toLowerCase();
    const isLet = may.includes(name) || may.includes(String(run[0]).toLowerCase());
    return isLet
      ? resp(`User ${user} has no permissions to access the '1' key`)
      : resp(`User ${user} has no permissions to run the '${run[0]}' command`);
  });
}

const node = (at: HostPort) => reachedAt("redis", { 6379: at }, {});
const exporter = (environment: Record<string, string>) => reachedAt("redis-exporter", {}, environment);

test("a command that the server would let a user run is named, whatever rule lets it; nothing is done", async () => {
  await using server = await serverWith({
    default: { flags: ["on", "nopass"], may: ["ping", "info", "xadd", "xack", "unlink", "xgroup|create"] },
    producer: { keys: "~frames", may: ["ping", "info", "xadd"] },
    consumer: { keys: "~frames", may: ["ping", "xack", "xgroup|create", "unlink"] },
    exporter: { keys: "~*", may: ["ping", "info"] },
  });

  const { beyond, looked } = await redisUsers(node(server.at), [exporter({ REDIS_USER: "exporter" })]);

  expect(beyond).toEqual([
    "consumer may run unlink, allowed are xgroup|create, xreadgroup, xack, xdel, xautoclaim, multi, exec and what connects",
  ]);
  expect(looked).toBeGreaterThan(24);
  const done = server.asked.filter(([name]) => !/^(acl|command|hello|client|info|select)$/i.test(name ?? ""));
  expect(done).toEqual([]);
});

test("a user that nobody stated is named, and one that is off lets nobody in", async () => {
  await using server = await serverWith({
    default: { flags: ["on", "nopass"], may: [] },
    backup: { may: ["ping"] },
    retired: { flags: ["off"], may: ["unlink"] },
  });

  const { beyond } = await redisUsers(node(server.at), []);

  expect(beyond).toEqual(["user backup is there, allowed are default, producer, consumer, exporter"]);
});

test("rights for a command alone are named: a selector, a first argument", async () => {
  await using server = await serverWith({
    producer: {
      rules: "-@all +ping +xgroup|create +select|0",
      selectors: [["commands", "+del", "keys", "~other"]],
      may: [],
    },
  });

  const { beyond } = await redisUsers(node(server.at), []);

  expect(beyond).toEqual([
    "producer has the rule (+del ~other), allowed are rules without selectors",
    "producer has the rule +select|0, allowed are rules without selectors",
  ]);
});

test("what a user needs and may not do is named, and a user that is missing", async () => {
  await using server = await serverWith({ default: { may: [] }, producer: { may: ["ping"] } });

  const { lacking } = await redisUsers(node(server.at), []);

  expect(lacking).toContain("producer may not XADD frames * frame x");
  expect(lacking).toContain("consumer may not MULTI: there is no such user");
});

test("an exporter that logs in as another user is named", async () => {
  await using server = await serverWith({ default: { flags: ["on", "nopass"], may: [] } });

  expect((await redisUsers(node(server.at), [exporter({})])).beyond).toEqual([
    "redis-exporter logs in as default, allowed is exporter",
  ]);
});

const PRODUCER: SeenUser = {
  ...{ name: "producer", flags: ["on"], passwords: [], commands: ["xadd"] },
  ...{ keys: ["frames"], channels: [], special: [] },
};
const beyond = (changed: Partial<SeenUser>, environment: Record<string, string> = {}) =>
  beyondOf({ ...PRODUCER, ...changed }, USERS_OF_NODE, {
    connecting: new Set(["ping", "info"]),
    environment,
    total: 5,
  });
const hashOf = (password: string) => createHash("sha256").update(password).digest("hex");

test("keys and channels beyond a user's own are named", () => {
  expect(beyond({})).toEqual([]);
  expect(beyond({ keys: ["*"] })).toEqual(["producer may use the keys *, allowed are frames"]);
  expect(beyond({ channels: ["*"] })).toEqual(["producer may use the channels *, allowed are none"]);
});

test("a user who may run everything is told so, with some of it", () => {
  expect(beyond({ commands: ["ping", "xadd", "del", "get", "set"] })).toEqual([
    "producer may run every command (del, get, set), allowed are xadd and what connects",
  ]);
});

test("a password is that of the environment, whatever is in it, and no other", () => {
  const environment = { PRODUCER_PASSWORD: `s3"cr\\et ~*` };
  const own = hashOf(environment.PRODUCER_PASSWORD);

  expect(beyond({ passwords: [own] }, environment)).toEqual([]);
  expect(beyond({ passwords: [own, hashOf("other")] }, environment)).toEqual([
    "producer gets in with 1 other password, allowed is that of PRODUCER_PASSWORD",
  ]);
  expect(beyond({ flags: ["on", "nopass"] }, environment)).toEqual([
    "producer gets in with any password, allowed is that of PRODUCER_PASSWORD",
  ]);
});

test("the user of those without a name needs no password where none is set, and where one is set it does", () => {
  const open = { name: "default", flags: ["on", "nopass"] };

  expect(beyond(open)).toEqual([]);
  expect(beyond(open, { REDIS_PASSWORD: "set" })).toEqual([
    "default gets in with any password, allowed is that of REDIS_PASSWORD",
  ]);
});

test("in a Sentinel a producer looks for the primary, and commands nothing", () => {
  const known = { connecting: new Set(["ping"]), environment: {}, total: 9 };
  const seeker = { ...PRODUCER, keys: [], channels: ["+switch-master"] };

  expect(beyondOf({ ...seeker, commands: ["sentinel|masters"] }, USERS_OF_SENTINEL, known)).toEqual([]);
  expect(beyondOf({ ...seeker, commands: ["sentinel|failover"] }, USERS_OF_SENTINEL, known)[0]).toContain(
    "producer may run sentinel|failover, allowed are sentinel|get-master-addr-by-name, ",
  );
});
