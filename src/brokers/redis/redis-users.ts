import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import type { RunningService } from "../../stack/running-service.ts";
import type { AskedRights } from "../access.ts";
import { commandsIn, readAcl, refusalOf, type SeenUser } from "./redis-acl.ts";
import {
  type AllowedUser,
  type AllowedUsers,
  CONNECTING,
  USERS_OF_NODE,
  USERS_OF_SENTINEL,
} from "./redis-allowed.ts";
import { connectRedis } from "./redis-connection.ts";
import { redisLoginOf } from "./redis-login.ts";
import { isSentinel, portOf } from "./redis-ports.ts";

const EXPORTER = "exporter";
/** Of a list of rights that a user has and should not. */
const MOST_TOLD = 6;

/**
 * What each user of a node or a Sentinel may do, seen against what is stated. Nothing is done: the server is asked, with ACL
 * DRYRUN for every command that it has.
 * @param exporters as whose users they look, which are those that they log in as
 */
export async function redisUsers(
  server: RunningService,
  exporters: readonly RunningService[],
): Promise<AskedRights> {
  const { environment } = server.service;
  const allowed = isSentinel(server) ? USERS_OF_SENTINEL : USERS_OF_NODE;
  const redis = await connectRedis({
    address: () => server.address(portOf(server)),
    ...redisLoginOf(environment),
  });
  try {
    const [acl, connecting] = [await readAcl(redis), await connectingOf(redis)];
    const users = acl.users.filter(({ flags }) => !flags.includes("off"));
    const needs = Object.entries(allowed).flatMap(([name, { needs }]) =>
      needs.map((need) => ({ name, need })),
    );
    const refusals = await Promise.all(needs.map((each) => refused(redis, each, acl.users)));
    return {
      server: server.name,
      beyond: [
        ...users.flatMap((user) => beyondOf(user, allowed, { connecting, environment, total: acl.commands })),
        ...exporters.flatMap(loginOf),
      ],
      lacking: refusals.flat(),
      looked: acl.users.length * acl.commands + needs.length,
    };
  } finally {
    redis.disconnect();
  }
}

interface Known {
  connecting: ReadonlySet<string>;
  /** Of the server. */
  environment: Readonly<Record<string, string>>;
  /** How many commands the server has. */
  total: number;
}

/** What a user may do beyond what is stated of it, each with what is. */
export function beyondOf(user: SeenUser, stated: AllowedUsers, known: Known): string[] {
  const { name, keys, channels, special } = user;
  const allowed = stated[name];
  if (!allowed) return [`user ${name} is there, allowed are ${Object.keys(stated).join(", ")}`];
  const may = (what: string, seen: readonly string[], all: readonly string[]) => {
    const beyond = all.includes("*") ? [] : seen.filter((each) => !all.includes(each));
    return beyond.length > 0
      ? [`${name} may use ${what} ${beyond.join(", ")}, allowed are ${all.join(", ") || "none"}`]
      : [];
  };
  return [
    ...commandsBeyond(user, allowed, known),
    ...may("the keys", keys, allowed.keys),
    ...may("the channels", channels, allowed.channels),
    ...special.map((rule) => `${name} has the rule ${rule}, allowed are rules without selectors`),
    ...passwordsBeyond(user, allowed, known),
  ];
}

function commandsBeyond({ name, commands }: SeenUser, allowed: AllowedUser, known: Known): string[] {
  if (allowed.commands.includes("*")) return [];
  const beyond = commands.filter((each) => !known.connecting.has(each) && !allowed.commands.includes(each));
  if (beyond.length === 0) return [];
  const more = beyond.length - MOST_TOLD;
  const told = [...beyond.slice(0, MOST_TOLD), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const what = commands.length === known.total ? `every command (${told})` : told;
  return [`${name} may run ${what}, allowed are ${allowed.commands.join(", ")} and what connects`];
}

/** A server without a password lets its default user in without one. */
function passwordsBeyond(
  { name, flags, passwords }: SeenUser,
  { password: variable }: AllowedUser,
  { environment }: Known,
): string[] {
  const password = environment[variable];
  if (flags.includes("nopass")) {
    const isOpen = variable === "REDIS_PASSWORD" && !password;
    return isOpen ? [] : [`${name} gets in with any password, allowed is that of ${variable}`];
  }
  if (!password) return [];
  const hash = createHash("sha256").update(password).digest("hex");
  const others = passwords.filter((each) => each !== hash).length;
  return others > 0
    ? [
        `${name} gets in with ${others} other password${others > 1 ? "s" : ""}, allowed is that of ${variable}`,
      ]
    : [];
}

/** What connects is not the same in every version: the server says what is in a category. */
async function connectingOf(redis: Redis): Promise<ReadonlySet<string>> {
  const less = await Promise.all(CONNECTING.less.map((category) => commandsIn(redis, category)));
  const all = await commandsIn(redis, CONNECTING.category);
  return new Set([...all.filter((name) => !less.flat().includes(name)), ...CONNECTING.and]);
}

async function refused(
  redis: Redis,
  { name, need }: { name: string; need: string },
  users: readonly SeenUser[],
): Promise<string[]> {
  if (!users.some((user) => user.name === name)) return [`${name} may not ${need}: there is no such user`];
  const refusal = await refusalOf(redis, name, need.split(" "));
  return refusal === undefined ? [] : [`${name} may not ${need}`];
}

function loginOf({ name, service }: RunningService): string[] {
  const { REDIS_USER: user = "default" } = service.environment;
  return user === EXPORTER ? [] : [`${name} logs in as ${user}, allowed is ${EXPORTER}`];
}
