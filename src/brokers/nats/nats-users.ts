import { z } from "zod";
import type { RunningService } from "../../stack/running-service.ts";
import type { AskedRights } from "../access.ts";
import { ALLOWED_USERS, type AllowedUser } from "./nats-allowed.ts";
import { natsLoginOf, systemLoginOf } from "./nats-login.ts";
import { WAYS_LOOKED, waysBeside } from "./nats-ways.ts";

const FOLDER = "/tmp/nats";
const OTHERS = `cat ${FOLDER}/*.conf`;
/** With ends of words as lines: the server's arguments, and nothing of its environment. */
const STARTED = "tr '\\0' '\\n' </proc/1/cmdline";

const subjects = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
/** A list alone is what is allowed. */
const rightsSchema = z.union([
  subjects.transform((allow) => ({ allow, deny: [] as string[] })),
  z.looseObject({ allow: subjects.default([">"]), deny: subjects.default([]) }),
]);
const ALL = { allow: [">"], deny: [] };
const userSchema = z.looseObject({
  /** One who shows a key has no name. */
  user: z.string().default("with a key"),
  permissions: z
    .looseObject({
      publish: rightsSchema.default(ALL),
      subscribe: rightsSchema.default(ALL),
    })
    .optional(),
});
const accountSchema = z.looseObject({ users: z.array(userSchema).default([]) });
const usersSchema = z.looseObject({
  accounts: z.record(z.string(), accountSchema),
  system_account: z.string(),
});

/** All that a node reads of who may do what. */
export interface SeenUsers {
  users: z.output<typeof usersSchema>;
  /** Its other files of configuration, one after the other. */
  others: string;
  /** What it was started with, a word a line. */
  started: string;
}

/** What each user of NATS may do, seen against what is stated. A server lists no users: its own files are read. */
export async function natsUsers(node: RunningService): Promise<AskedRights> {
  const [users, others, started] = await Promise.all([
    node.exec(["cat", `${FOLDER}/users.json`]),
    node.exec(["sh", "-c", OTHERS]),
    node.exec(["sh", "-c", STARTED]),
  ]);
  const { environment } = node.service;
  const seen = { users: usersSchema.parse(JSON.parse(users)), others, started };
  return {
    server: node.name,
    ...judged(seen, [natsLoginOf(environment).user, systemLoginOf(environment).user]),
  };
}

/**
 * What is there and not stated, and what is needed and not there.
 * @param administrators of the frames' account, and of the system's
 */
export function judged(
  { users: { accounts, system_account, ...beside }, others, started }: SeenUsers,
  [admin, system]: readonly [string, string],
): Omit<AskedRights, "server"> {
  const seen = Object.entries(accounts).flatMap(([account, { users }]) =>
    users.map((each) => ({ ...each, account })),
  );
  const names = [admin, system, ...Object.keys(ALLOWED_USERS)];
  const accountOf: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(ALLOWED_USERS).map(([name, { account }]) => [name, account])),
    [admin]: "FRAMES",
    [system]: "SYS",
  };
  return {
    beyond: [
      ...seen
        .filter(({ user }) => !names.includes(user))
        .map(({ user }) => `user ${user} is there, allowed are ${names.join(", ")}`),
      ...seen.flatMap(({ user, account }) =>
        names.includes(user) && accountOf[user] !== account
          ? [`user ${user} is in the account ${account}, allowed is ${accountOf[user]}`]
          : [],
      ),
      ...seen.flatMap(({ user, permissions }) => rightsBeyond(user, permissions)),
      ...Object.entries(accounts).flatMap(([name, account]) => accountBeyond(name, account)),
      ...(system_account === "SYS" ? [] : [`the system's account is ${system_account}, allowed is SYS`]),
      ...waysBeside({ keys: Object.keys(beside), others, started }),
    ],
    lacking: Object.entries(ALLOWED_USERS).flatMap(([name, needed]) =>
      lackingOf(
        name,
        needed,
        seen.find(({ user }) => user === name),
      ),
    ),
    looked: seen.length + Object.keys(accounts).length + WAYS_LOOKED,
  };
}

type Permissions = z.output<typeof userSchema>["permissions"];

function rightsBeyond(user: string, permissions: Permissions): string[] {
  const allowed = ALLOWED_USERS[user];
  if (!allowed) return [];
  if (!permissions) return [`${user} may do everything in its account`];
  const beyond = (what: "publish" | "subscribe") =>
    permissions[what].allow
      .filter((subject) => !allowed[what].includes(subject))
      .map((subject) => `${user} may ${what} ${subject}, allowed are ${allowed[what].join(", ")}`);
  const more = Object.keys(permissions).filter((key) => key !== "publish" && key !== "subscribe");
  return [
    ...beyond("publish"),
    ...beyond("subscribe"),
    ...more.map((key) => `${user} has the permission ${key}, allowed are publish and subscribe`),
  ];
}

function accountBeyond(name: string, account: z.output<typeof accountSchema>): string[] {
  const stated = name === "FRAMES" || name === "SYS";
  const keys = Object.keys(account).filter((key) => key !== "users" && key !== "jetstream");
  return [
    ...(stated ? [] : [`the account ${name} is there, allowed are FRAMES and SYS`]),
    ...keys.map((key) => `the account ${name} has ${key}, allowed are its users alone`),
  ];
}

function lackingOf(name: string, needed: AllowedUser, seen: { permissions?: Permissions } | undefined) {
  if (!seen) return [`there is no user ${name}`];
  const { permissions } = seen;
  if (!permissions) return [];
  return (["publish", "subscribe"] as const).flatMap((what) =>
    needed[what]
      .filter(
        (subject) =>
          !permissions[what].allow.some((each) => covers(each, subject)) ||
          permissions[what].deny.some((each) => covers(each, subject) || covers(subject, each)),
      )
      .map((subject) => `${name} may not ${what} ${subject}`),
  );
}

/** Whether a subject, with `*` and `>` in it, holds all of another one. */
function covers(pattern: string, subject: string): boolean {
  const parts = subject.split(".");
  const words = pattern.split(".");
  return words.every((word, index) => {
    if (word === ">") return parts.length > index;
    const isLast = index === words.length - 1;
    const isSame =
      parts[index] === word || (word === "*" && parts[index] !== undefined && parts[index] !== ">");
    return isSame && (!isLast || parts.length === words.length);
  });
}
