import { type ChannelModel, connect } from "amqplib";
import { Redis } from "ioredis";
import { done, until } from "../kernel/wait.ts";
import { FOREIGN_LOGIN, type ForeignProject } from "./foreign-project.ts";

const READY_MS = 60_000;
const EVERY_MS = 200;
const MESSAGES = 5;
const DEFINITIONS = "/tmp/definitions.json";

/** What could be taken for ours: by its name, or because its name begins like those of a run's own places. */
const KEYS = [
  ["SELECT 0", "XADD frames 1-1 frame one", "XADD frames 2-1 frame two", "XADD frames 3-1 frame three"],
  ["XGROUP CREATE frames ai-services 0", "XREADGROUP GROUP ai-services foreign COUNT 1 STREAMS frames >"],
  ["SET broker-signoff.foreign kept", "HSET cameras first rtsp://a second rtsp://b", "RPUSH list 1 2 3"],
  ["SELECT 1", "XADD frames 7-1 frame seven", "SET broker-signoff.frames kept EXAT 4000000000"],
  ["SELECT 7", "ZADD scores 1 a 2 b"],
].flat();

const VHOSTS = ["/", "video"];
const QUEUES = ["frame_queue", "frame_queue.dead", "broker-signoff.foreign"];

/** Queues of the foreign project, by virtual host and name. */
export const FOREIGN_QUEUES = VHOSTS.flatMap((vhost) => QUEUES.map((queue) => ({ vhost, queue })));

/** What lies in a foreign queue. */
export interface ForeignMessage {
  id: string;
  text: string;
}

/** Waits until both brokers answer and fills them. @throws DeadlinePassed when one does not */
export async function fillForeign(project: ForeignProject): Promise<void> {
  await Promise.all([fillRedis(project), fillRabbitMQ(project)]);
}

/** The messages that a queue was filled with. */
export function messagesOf(vhost: string, queue: string): ForeignMessage[] {
  return Array.from({ length: MESSAGES }, (_, index) => ({
    id: `${vhost} ${queue} ${index}`,
    text: `frame ${index} of ${queue} in ${vhost}`,
  }));
}

/** Connects to a virtual host as its owner does. */
export async function foreignConnection(project: ForeignProject, vhost: string): Promise<ChannelModel> {
  const port = await project.port("rabbitmq", 5672);
  const { user, password } = FOREIGN_LOGIN;
  const connection = await connect({
    hostname: "127.0.0.1",
    port,
    username: user,
    password,
    vhost,
  });
  connection.on("error", () => undefined);
  return connection;
}

/** Connects to database 0 as its owner does. @throws Error when it does not answer */
export async function foreignRedis(project: ForeignProject): Promise<Redis> {
  const client = new Redis({
    host: "127.0.0.1",
    port: await project.port("redis", 6379),
    lazyConnect: true,
    retryStrategy: () => null,
  });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function fillRedis(project: ForeignProject): Promise<void> {
  const client = await until(
    "the foreign Redis answers",
    { deadlineMs: READY_MS, everyMs: EVERY_MS },
    async () => done(await foreignRedis(project)),
  );
  try {
    for (const command of KEYS) await client.call(...(command.split(" ") as [string, ...string[]]));
  } finally {
    client.disconnect();
  }
}

async function fillRabbitMQ(project: ForeignProject): Promise<void> {
  await until("the foreign RabbitMQ answers", { deadlineMs: READY_MS, everyMs: EVERY_MS }, async () =>
    done(await (await foreignConnection(project, "/")).close()),
  );
  const { user } = FOREIGN_LOGIN;
  const permissions = VHOSTS.map((vhost) => ({ user, vhost, configure: ".*", write: ".*", read: ".*" }));
  const policies = VHOSTS.map((vhost) => ({
    vhost,
    name: "frames",
    pattern: "^frame_queue$",
    "apply-to": "queues",
    priority: 1,
    definition: { "max-length": 100 },
  }));
  const definitions = { vhosts: VHOSTS.map((name) => ({ name })), permissions, policies };
  await project.exec(
    "rabbitmq",
    // From a file: of what comes over the engine's connection rabbitmqctl does not see the end.
    ["sh", "-c", `cat > ${DEFINITIONS} && rabbitmqctl -q import_definitions ${DEFINITIONS} < /dev/null`],
    JSON.stringify(definitions),
  );
  for (const vhost of VHOSTS) await fillVhost(project, vhost);
}

async function fillVhost(project: ForeignProject, vhost: string): Promise<void> {
  const connection = await foreignConnection(project, vhost);
  const channel = await connection.createConfirmChannel();
  for (const queue of QUEUES) {
    await channel.assertQueue(queue, { durable: true });
    for (const { id, text } of messagesOf(vhost, queue)) {
      channel.sendToQueue(queue, Buffer.from(text), { persistent: true, messageId: id });
    }
  }
  await channel.waitForConfirms();
  await connection.close();
}
