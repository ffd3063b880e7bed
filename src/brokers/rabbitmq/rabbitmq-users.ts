import { z } from "zod";
import { basicLogin, get, readJson } from "../../kernel/http.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { AskedRights } from "../access.ts";
import { letsThrough, namesIn } from "./name-patterns.ts";
import { ADMINISTRATOR_TAGS, ALLOWED_PLUGINS, ALLOWED_USERS, type AllowedUser } from "./rabbitmq-allowed.ts";
import { rabbitMQLoginOf } from "./rabbitmq-login.ts";

const MANAGEMENT_PORT = 15672;
const VERBS = ["configure", "write", "read"] as const;

/** A list; before RabbitMQ 3.9 a text with commas. */
const tags = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.split(",").filter((tag) => tag !== "")),
]);
const usersSchema = z.array(z.object({ name: z.string(), tags }));
const permissionsSchema = z.array(
  z.object({
    user: z.string(),
    vhost: z.string(),
    configure: z.string(),
    write: z.string(),
    read: z.string(),
  }),
);
const topicsSchema = z.array(z.object({ user: z.string(), vhost: z.string(), exchange: z.string() }));
const vhostsSchema = z.array(z.object({ name: z.string() }));
const nodesSchema = z.array(
  z.object({
    enabled_plugins: z.array(z.string()).optional(),
    applications: z.array(z.object({ name: z.string() })).optional(),
  }),
);
/** Of the applications that run, the plugins begin so; one of them is there without any. */
const PLUGIN = /^rabbitmq_(?!prelaunch$)/;

/** All that a node says of who may do what. */
export interface SeenUsers {
  users: z.output<typeof usersSchema>;
  permissions: z.infer<typeof permissionsSchema>;
  topics: z.infer<typeof topicsSchema>;
  vhosts: readonly string[];
  plugins: readonly string[];
}

/** What each user of RabbitMQ may do, seen against what is stated. Nothing is done: the node lists it. */
export async function rabbitmqUsers(node: RunningService): Promise<AskedRights> {
  const { user: administrator, password, vhost } = rabbitMQLoginOf(node.service.environment);
  const base = await node.url(MANAGEMENT_PORT);
  const ask = async <T extends z.ZodType>(path: string, schema: T) =>
    readJson(await get(base + path, { headers: basicLogin(administrator, password) }), schema);
  const [users, permissions, topics, vhosts, nodes] = await Promise.all([
    ask("/api/users", usersSchema),
    ask("/api/permissions", permissionsSchema),
    ask("/api/topic-permissions", topicsSchema),
    ask("/api/vhosts", vhostsSchema),
    ask("/api/nodes", nodesSchema),
  ]);
  const plugins = [...new Set(nodes.flatMap(pluginsOf))];
  const seen = { users, permissions, topics, vhosts: vhosts.map(({ name }) => name), plugins };
  return { server: node.name, ...judged(seen, { administrator, vhost }) };
}

/** What is there and not stated, and what is needed and not there. */
export function judged(
  seen: SeenUsers,
  { administrator, vhost }: { administrator: string; vhost: string },
): Omit<AskedRights, "server"> {
  const names = [administrator, ...Object.keys(ALLOWED_USERS)];
  const { users, permissions, topics, vhosts, plugins } = seen;
  return {
    beyond: [
      ...users
        .filter(({ name }) => !names.includes(name))
        .map(({ name, tags }) => `user ${tagged(name, tags)} is there, allowed are ${names.join(", ")}`),
      ...users.flatMap(({ name, tags }) => tagsBeyond(name, tags, name === administrator)),
      ...permissions
        .filter(({ user }) => user !== administrator && names.includes(user))
        .flatMap((each) => permissionBeyond(each, vhost)),
      ...topics
        .filter(({ user }) => user !== administrator)
        .map((each) => `${each.user} has rights on topics of ${each.exchange}, allowed are none`),
      ...vhosts
        .filter((name) => name !== vhost)
        .map((name) => `the virtual host ${name} is there, allowed is ${vhost}`),
      ...plugins
        .filter((name) => !ALLOWED_PLUGINS.includes(name))
        .map((name) => `the plugin ${name} is enabled, allowed are ${ALLOWED_PLUGINS.join(", ")}`),
    ],
    lacking: Object.entries(ALLOWED_USERS).flatMap(([user, needed]) =>
      lackingOf(
        user,
        needed,
        permissions.filter((each) => each.user === user && each.vhost === vhost),
      ),
    ),
    looked: users.length + permissions.length * VERBS.length + topics.length + vhosts.length + plugins.length,
  };
}

/** Those that the file of a node names, and those that run there though it names none. */
function pluginsOf({
  enabled_plugins = [],
  applications = [],
}: z.infer<typeof nodesSchema>[number]): string[] {
  return [...enabled_plugins, ...applications.map(({ name }) => name).filter((name) => PLUGIN.test(name))];
}

function tagged(name: string, tags: readonly string[]): string {
  return tags.length > 0 ? `${name} (${tags.join(", ")})` : name;
}

function tagsBeyond(name: string, tags: readonly string[], isAdministrator: boolean): string[] {
  if (!isAdministrator && !(name in ALLOWED_USERS)) return [];
  const allowed = isAdministrator ? ADMINISTRATOR_TAGS : [];
  return tags
    .filter((tag) => !allowed.includes(tag))
    .map((tag) => `${name} has the tag ${tag}, allowed are ${allowed.join(", ") || "none"}`);
}

function permissionBeyond(permission: SeenUsers["permissions"][number], vhost: string): string[] {
  const { user } = permission;
  if (permission.vhost !== vhost) {
    const isNone = VERBS.every((verb) => namesIn(permission[verb])?.size === 0);
    return isNone ? [] : [`${user} has rights on the virtual host ${permission.vhost}, allowed is ${vhost}`];
  }
  return VERBS.flatMap((verb) => {
    const allowed = ALLOWED_USERS[user]?.[verb] ?? [];
    const names = namesIn(permission[verb]);
    const beyond = names
      ? [...names].filter((name) => !allowed.includes(name)).join(", ")
      : `whatever matches ${permission[verb]}`;
    return beyond ? [`${user} may ${verb} ${beyond}, allowed are ${allowed.join(", ") || "none"}`] : [];
  });
}

function lackingOf(
  user: string,
  needed: AllowedUser,
  permissions: readonly SeenUsers["permissions"][number][],
): string[] {
  return VERBS.flatMap((verb) =>
    needed[verb]
      .filter((name) => !permissions.some((each) => letsThrough(each[verb], name)))
      .map((name) => `${user} may not ${verb} ${name}`),
  );
}
