import { z } from "zod";
import { basicLogin, get, readJson } from "../../kernel/http.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { around, exactly, type KnownFigure } from "../known.ts";
import { DEAD_LETTER_QUEUE, QUEUE } from "./names.ts";
import type { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import type { Queue } from "./rabbitmq-answers.ts";

const BROKER = { broker: "rabbitmq" };
const MANAGEMENT_PORT = 15672;
const METRICS_PORT = 15692;

const nodesSchema = z.array(
  z.object({
    name: z.string(),
    running: z.boolean(),
    mem_used: z.number(),
    mem_limit: z.number(),
    disk_free: z.number(),
    disk_free_limit: z.number(),
    mem_alarm: z.boolean(),
    disk_free_alarm: z.boolean(),
    uptime: z.number(),
  }),
);

const versionSchema = z.object({ rabbitmq_version: z.string() });

/** What passes between two looks at a clock, of Prometheus and ours, and with what the administration tells late. */
const APART_SECONDS = 10;
/** Of a queue that was declared within the last ten minutes, and of a log that nothing is written to. */
const FEW = 2;

const placedSchema = z.array(z.object({ node: z.string() }));

/** A queue, and what is known of those who take from it. */
type KnownQueue = Pick<Queue, "name" | "messages" | "leader" | "members"> & {
  unacked: number;
  consumers: number;
};

/** As Prometheus knows a node, by its name or its service's. */
export function instanceOf(name: string): { instance: string } {
  return { instance: `${name.replace(/^rabbit@/, "")}:${METRICS_PORT}` };
}

/** What each node says of itself, through the API of its administration. */
export async function figuresOfNodes(
  admin: RabbitMQAdmin,
  running: readonly RunningService[],
): Promise<KnownFigure[]> {
  const [{ rabbitmq_version: version }, nodes, connections, channels] = await Promise.all([
    ask(admin, "overview?columns=rabbitmq_version", versionSchema),
    ask(admin, "nodes", nodesSchema),
    ask(admin, "connections?columns=node", placedSchema),
    ask(admin, "channels?columns=node", placedSchema),
  ]);
  const names = running.map(({ name }) => `rabbit@${name}`);
  const on = (placed: z.infer<typeof placedSchema>, name: string) =>
    placed.filter(({ node }) => node === name).length;
  return nodes
    .filter(({ name }) => names.includes(name))
    .flatMap((node) => {
      const of = instanceOf(node.name);
      const reached = nodes.filter((each) => each.running).length;
      return [
        exactly("node-up", { ...BROKER, ...of }, node.running ? 1 : 0),
        exactly("memory-share", { ...BROKER, ...of }, node.mem_used / node.mem_limit),
        exactly("node-version", { ...of, version }, 1),
        around("node-uptime", of, node.uptime / 1e3, APART_SECONDS),
        exactly("node-memory-left", of, node.mem_limit - node.mem_used),
        exactly("node-disk-left", of, node.disk_free - node.disk_free_limit),
        exactly("rabbitmq-memory-share", of, node.mem_used / node.mem_limit),
        exactly("rabbitmq-disk-free", of, node.disk_free),
        exactly("rabbitmq-disk-limit", of, node.disk_free_limit),
        exactly("rabbitmq-memory-alarm", of, node.mem_alarm ? 1 : 0),
        exactly("rabbitmq-disk-alarm", of, node.disk_free_alarm ? 1 : 0),
        exactly("rabbitmq-connections", of, on(connections, node.name)),
        exactly("rabbitmq-channels", of, on(channels, node.name)),
        exactly("rabbitmq-unreachable", of, nodes.length - reached),
      ];
    });
}

/**
 * Why its lists of connections and channels are not those of now, if they are not: after a load a busy node tells of an earlier
 * time for many seconds, save in the list without figures.
 */
export async function staleLists(admin: RabbitMQAdmin): Promise<string | undefined> {
  const [now, connections, channels] = await Promise.all([
    ask(admin, "connections?disable_stats=true", z.array(z.unknown())),
    ask(admin, "connections?columns=node", placedSchema),
    ask(admin, "channels?columns=node", placedSchema),
  ]);
  if (connections.length === now.length && channels.length >= now.length) return undefined;
  return `lists ${connections.length} connections and ${channels.length} channels, while ${now.length} are connected`;
}

async function ask<T extends z.ZodType>({ service, login }: RabbitMQAdmin, path: string, schema: T) {
  const headers = basicLogin(login.user, login.password);
  return readJson(await get(`${await service.url(MANAGEMENT_PORT)}/api/${path}`, { headers }), schema);
}

/** What is known of the queues. */
export function figuresOfQueues(queues: readonly KnownQueue[]): KnownFigure[] {
  const consumers = queues.reduce((sum, queue) => sum + queue.consumers, 0);
  return [
    exactly("rabbitmq-consumers", BROKER, consumers),
    ...queues.flatMap(({ name, messages = 0, unacked, leader, members, consumers: taking }) => {
      const of = { queue: name };
      return [
        exactly("rabbitmq-ready", of, messages - unacked),
        exactly("rabbitmq-unacked", of, unacked),
        exactly("rabbitmq-queue-consumers", of, taking),
        exactly("rabbitmq-members", of, members?.length ?? 0),
        around("rabbitmq-elections", of, 0, FEW),
        around("rabbitmq-uncommitted", of, 0, FEW),
        ...(name === QUEUE ? [exactly("backlog", BROKER, messages)] : []),
        ...(name === QUEUE && leader ? [exactly("rabbitmq-leader", instanceOf(leader), 1)] : []),
        ...(name === DEAD_LETTER_QUEUE ? [exactly("rabbitmq-dead-letters", of, messages)] : []),
      ];
    }),
  ];
}
