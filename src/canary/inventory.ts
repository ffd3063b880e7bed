import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  FOREIGN_QUEUES,
  type ForeignMessage,
  foreignConnection,
  foreignRedis,
  messagesOf,
} from "./foreign-frames.ts";
import type { ForeignProject, ForeignService } from "./foreign-project.ts";

/** What there is, by name, each as one text: whatever differs in the least is another text. */
export type Inventory = ReadonlyMap<string, string>;

const SERVICES: readonly ForeignService[] = ["redis", "rabbitmq"];
const DATABASES = 16;
const REDIS_CHANGES = "Redis changes";

/** One line for each key: its name, type, expiry and a hash of its serialized value. */
const LIST_KEYS = `
  local lines = {}
  for _, key in ipairs(redis.call("KEYS", "*")) do
    local dump = redis.sha1hex(redis.call("DUMP", key))
    table.insert(lines, key .. " " .. redis.call("TYPE", key).ok .. " " .. redis.call("PEXPIRETIME", key) .. " " .. dump)
  end
  table.sort(lines)
  return table.concat(lines, "\\n")`;

/** Everything of a foreign project but its messages: taking those out to look at them leaves a trace. */
export async function inventoryOf(project: ForeignProject): Promise<Inventory> {
  const parts = await Promise.all([
    containers(project),
    project.belongings(),
    files(project.folder),
    redis(project),
    rabbitmq(project),
  ]);
  return new Map(
    parts
      .flatMap((part) => Object.entries(part))
      .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The names of what is missing, new or another than before. */
export function differencesOf(before: Inventory, after: Inventory): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === is) return [];
    return [`${name}: ${changeOf(was, is)}`];
  });
}

/** Each queue whose messages are not those that it was filled with, or were handed to someone. It leaves a trace itself. */
export async function messageDifferences(project: ForeignProject): Promise<string[]> {
  const found = await Promise.all(
    FOREIGN_QUEUES.map(async ({ vhost, queue }) => {
      const was = JSON.stringify(messagesOf(vhost, queue));
      const is = JSON.stringify(await browsed(project, vhost, queue));
      return was === is ? [] : [`messages of ${queue} in ${vhost}: ${changeOf(was, is)}`];
    }),
  );
  return found.flat();
}

/** Around the first place at which they differ. */
function changeOf(was: string | undefined, is: string | undefined): string {
  if (was === undefined) return "new";
  if (is === undefined) return "missing";
  const at = [...was].findIndex((letter, index) => letter !== is[index]);
  const from = Math.max(0, (at < 0 ? was.length : at) - 60);
  return `was ...${was.slice(from, from + 160)}..., is ...${is.slice(from, from + 160)}...`;
}

async function containers(project: ForeignProject): Promise<Record<string, unknown>> {
  const inspected = SERVICES.map(async (service) => {
    const { Id, Name, Created, Image, Config, HostConfig, Mounts, NetworkSettings, RestartCount, State } =
      await project.inspect(service);
    const { StartedAt, Pid, Status } = State;
    const state = { StartedAt, Pid, Status };
    return [
      `container ${service}`,
      {
        Id,
        Name,
        Created,
        Image,
        Config,
        HostConfig,
        Mounts,
        networks: NetworkSettings.Networks,
        ports: NetworkSettings.Ports,
        RestartCount,
        state,
      },
    ] as const;
  });
  return Object.fromEntries(await Promise.all(inspected));
}

function files(folder: string): Record<string, string> {
  const hashed = readdirSync(folder).map((name) => [
    `file ${name}`,
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex"),
  ]);
  return Object.fromEntries(hashed);
}

async function redis(project: ForeignProject): Promise<Record<string, string>> {
  const client = await foreignRedis(project);
  try {
    const databases: Record<string, string> = {};
    for (let database = 0; database < DATABASES; database += 1) {
      await client.select(database);
      databases[`Redis database ${database}`] = String(await client.call("EVAL_RO", LIST_KEYS, "0"));
    }
    const persistence = await client.info("persistence");
    return {
      ...databases,
      "Redis users": String(await client.call("ACL", "LIST")),
      "Redis settings": String(await client.call("CONFIG", "GET", "*")),
      // It never saves, so that this counts every change since the start, also one that was taken back.
      [REDIS_CHANGES]: /rdb_changes_since_last_save:(\d+)/.exec(persistence)?.[1] ?? "",
    };
  } finally {
    client.disconnect();
  }
}

async function rabbitmq(project: ForeignProject): Promise<Record<string, string>> {
  const exported = await project.exec("rabbitmq", ["rabbitmqctl", "-q", "export_definitions", "-"]);
  const definitions = JSON.parse(exported) as Record<string, unknown>;
  const depths = await Promise.all(
    FOREIGN_QUEUES.map(async ({ vhost, queue }) => [
      `queue ${queue} in ${vhost}`,
      await depthOf(project, vhost, queue),
    ]),
  );
  return {
    ...Object.fromEntries(
      Object.entries(definitions).map(([name, value]) => [`RabbitMQ ${name}`, inOrder(value)]),
    ),
    ...Object.fromEntries(depths),
  };
}

/** A list of RabbitMQ's export as one text, whatever order it and its entries came in. */
export function inOrder(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value
    .map((each) => JSON.stringify(Object.fromEntries(Object.entries(each as object).toSorted())))
    .toSorted()
    .join("\n");
}

async function depthOf(project: ForeignProject, vhost: string, queue: string): Promise<string> {
  const connection = await foreignConnection(project, vhost);
  try {
    const { messageCount, consumerCount } = await (await connection.createChannel()).checkQueue(queue);
    return `${messageCount} messages, ${consumerCount} consumers`;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    await connection.close();
  }
}

async function browsed(project: ForeignProject, vhost: string, queue: string): Promise<ForeignMessage[]> {
  const connection = await foreignConnection(project, vhost);
  try {
    const channel = await connection.createChannel();
    channel.on("error", () => undefined);
    const messages: ForeignMessage[] = [];
    for (;;) {
      const message = await channel.get(queue);
      if (!message) return messages;
      const redelivered = message.fields.redelivered ? " (handed to someone before)" : "";
      messages.push({
        id: String(message.properties.messageId),
        text: `${message.content}${redelivered}`,
      });
    }
  } catch (thrown) {
    return [{ id: "none", text: thrown instanceof Error ? thrown.message : String(thrown) }];
  } finally {
    await connection.close();
  }
}
