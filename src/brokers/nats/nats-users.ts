import { z } from "zod";
import type { RunningService } from "../../stack/running-service.ts";
import type { AskedRights } from "../access.ts";
import { ALLOWED_USERS, type AllowedUser, WAYS_BESIDE } from "./nats-allowed.ts";
import { natsLoginOf, systemLoginOf } from "./nats-login.ts";

const FOLDER = "/tmp/nats";
/** Of them a cluster's own login is a matter of the ways without a password. */
const OTHERS = `cd ${FOLDER} && for file in *.conf; do [ "$file" = cluster.conf ] || cat "$file"; done`;

const subjects = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
/** Subjects alone are those that are allowed. */
const rightsSchema = z.union([
  subjects.transform((allow) => ({ allow })),
  z.looseObject({ allow: subjects.default([">"]) }),
]);
const userSchema = z.looseObject({
  user: z.string(),
  permissions: z
    .looseObject({
      publish: rightsSchema.default({ allow: [">"] }),
      subscribe: rightsSchema.default({ allow: [">"] }),
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
}

/** What each user of NATS may do, seen against what is stated. A server lists no users: its own files are read. */
export async function natsUsers(node: RunningService): Promise<AskedRights> {
  const [users, others] = await Promise.all([
    node.exec(["cat", `${FOLDER}/users.json`]),
    node.exec(["sh", "-c", OTHERS]),
  ]);
  const { environment } = node.service;
  const seen = { users: usersSchema.parse(JSON.parse(users)), others };
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
  { users: { accounts, system_account, ...beside }, others }: SeenUsers,
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
      ...[...Object.keys(beside), ...WAYS_BESIDE.filter((key) => hasKey(others, key))].map(
        (key) => `the configuration has ${key}, allowed are the users of .env alone`,
      ),
    ],
    lacking: Object.entries(ALLOWED_USERS).flatMap(([name, needed]) =>
      lackingOf(
        name,
        needed,
        seen.find(({ user }) => user === name),
      ),
    ),
    looked: seen.length + Object.keys(accounts).length + WAYS_BESIDE.length,
  };
}

/** Whether a configuration has a key, on a line of its own or behind another one; in a comment or a value it is none. */
function hasKey(configuration: string, key: string): boolean {
  const keys = configuration.replaceAll(/(?:^|\s)(?:#|\/\/).*/g, "").replaceAll(/([:=]\s*)"[^"\n]*"/g, "$1");
  return new RegExp(`(?<![:=]\\s*)(?<=^|[\\s,;{])"?${key}"?[:={\\s]`).test(keys);
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
      .filter((subject) => !permissions[what].allow.some((each) => each === subject || each === ">"))
      .map((subject) => `${name} may not ${what} ${subject}`),
  );
}
