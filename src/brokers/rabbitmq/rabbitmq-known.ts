import { type Channel, type ChannelModel, connect } from "amqplib";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { exactly, type Happening, type KnownBroker, type KnownFigure, type KnownGround } from "../known.ts";
import { DEAD_LETTER_QUEUE, QUEUE } from "./names.ts";
import type { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import { exposedCommit, exposedQueues } from "./rabbitmq-exposed.ts";
import { figuresOfNodes, figuresOfQueues, instanceOf, staleLists } from "./rabbitmq-figures.ts";
import { RabbitMQSubject } from "./rabbitmq-subject.ts";

const BROKER = { broker: "rabbitmq" };
const CONSUMERS = 2;
/** Frames that are handed out, given back, handed out again and rejected. */
const REJECTED = 40;
const UNROUTABLE = 230;
const NEVER = [
  "rabbitmq-dropped",
  "rabbitmq-dead-expired",
  "rabbitmq-dead-delivered",
  "rabbitmq-dead-maxlen",
];
/** A queue tells its figures every five seconds. */
const TOLD_WITHIN_MS = 60_000;

/** RabbitMQ with all its nodes. Clients speak to the first one. */
export async function knownRabbitMQ(ground: KnownGround): Promise<KnownBroker> {
  const admin = new RabbitMQSubject(ground.service);
  const open = new AsyncDisposableStack();
  let held = 0;
  const queues = async () => {
    const [frames, dead, ready, deadReady] = await Promise.all([
      admin.queue(QUEUE),
      admin.queue(DEAD_LETTER_QUEUE),
      // Straight from the queues: the API's numbers are seconds old.
      admin.frames.depth(),
      admin.deadLetters.depth(),
    ]);
    return [
      { ...frames, messages: ready + held, unacked: held, consumers: held > 0 ? CONSUMERS : 0 },
      { ...dead, messages: deadReady, unacked: 0, consumers: 0 },
    ];
  };
  return {
    async act(doings) {
      const connection = open.use(await connected(admin));
      const happenings = await act(connection.model, admin);
      held = doings.held - (doings.held % CONSUMERS);
      await holdBack(connection.model, held / CONSUMERS);
      return happenings;
    },
    async settled() {
      await told(ground.members.nodes, queues);
      await listed(admin);
    },
    async figures() {
      const { nodes } = ground.members;
      const [ofNodes, ofQueues, commits] = await Promise.all([
        figuresOfNodes(admin, nodes),
        queues(),
        Promise.all(nodes.map(commitOf)),
      ]);
      return [...ofNodes, ...figuresOfQueues(ofQueues), ...commits.flat()];
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

async function connected(admin: RabbitMQAdmin): Promise<AsyncDisposable & { model: ChannelModel }> {
  const { user, password, vhost, address } = admin.login;
  const { host, port } = await address();
  const login = { protocol: "amqp", hostname: host, port, username: user, password, vhost };
  const model = await connect(login, { clientProperties: { connection_name: "frame-counter" } });
  model.on("error", () => undefined);
  return { model, [Symbol.asyncDispose]: () => model.close().catch(() => undefined) };
}

/** Has frames redelivered and dead-lettered, and sends some where no queue is. */
async function act(model: ChannelModel, admin: RabbitMQSubject): Promise<Happening[]> {
  const fromMs = Date.now();
  const before = await admin.deadLetters.depth();
  const channel = await model.createChannel();
  await giveBack(channel, { requeue: true });
  await giveBack(channel, { requeue: false });
  await admin.deadLettersArrived(before + REJECTED);
  const confirming = await model.createConfirmChannel();
  for (let count = 0; count < UNROUTABLE; count += 1)
    confirming.publish("", "nowhere", Buffer.from("frame"), { mandatory: true });
  await confirming.waitForConfirms();
  // A channel that has published counts as a producer.
  await confirming.close();
  const times = { of: BROKER, fromMs, toMs: Date.now() };
  return [
    { what: "rabbitmq-redelivered", count: REJECTED, ...times },
    { what: "rabbitmq-dead-rejected", count: REJECTED, ...times },
    { what: "rabbitmq-returned", count: UNROUTABLE, ...times },
    { what: "frames-in", count: UNROUTABLE, ...times },
    ...NEVER.map((what) => ({ what, count: 0, ...times })),
  ];
}

async function giveBack(channel: Channel, { requeue }: { requeue: boolean }): Promise<void> {
  const question = `${QUEUE} hands out ${REJECTED} frames one by one`;
  const taken: Parameters<Channel["nack"]>[0][] = [];
  await until(question, { deadlineMs: TOLD_WITHIN_MS, everyMs: 0 }, async () => {
    const message = await channel.get(QUEUE, { noAck: false });
    if (message) taken.push(message);
    return taken.length === REJECTED ? done(undefined) : notYet(`${taken.length} were`);
  });
  for (const message of taken) channel.nack(message, false, requeue);
  // An answer of the channel comes after it has passed the others on.
  await channel.checkQueue(QUEUE);
}

/** Consumers that take so many frames each, and acknowledge none. */
async function holdBack(model: ChannelModel, each: number): Promise<void> {
  for (let count = 0; count < CONSUMERS; count += 1) {
    const channel = await model.createChannel();
    await channel.prefetch(each);
    await channel.consume(QUEUE, () => undefined);
  }
}

async function commitOf(node: RunningService): Promise<KnownFigure[]> {
  const seconds = await exposedCommit(node, QUEUE);
  return seconds === undefined ? [] : [exactly("rabbitmq-commit", instanceOf(node.name), seconds)];
}

type Queues = Parameters<typeof figuresOfQueues>[0];

/** Waits until the nodes tell of their queues what is so. @throws DeadlinePassed that says what they tell */
async function told(nodes: readonly RunningService[], queues: () => Promise<Queues>): Promise<void> {
  await until(
    "RabbitMQ tells what its queues hold",
    { deadlineMs: TOLD_WITHIN_MS, everyMs: 250 },
    async () => {
      const exposed = (await Promise.all(nodes.map(exposedQueues))).flat();
      const wrong = (await queues()).filter(
        ({ name, messages = 0, unacked, consumers }) =>
          !exposed.some(
            (each) =>
              each.name === name &&
              each.messages === messages &&
              each.unacked === unacked &&
              each.consumers === consumers,
          ),
      );
      if (wrong.length === 0) return done(undefined);
      const are = wrong.map(({ name, messages, unacked, consumers }) => ({
        name,
        messages,
        unacked,
        consumers,
      }));
      return notYet(`${JSON.stringify(exposed)}, while it is ${JSON.stringify(are)}`);
    },
  );
}

/** Waits until the API lists who is connected now. @throws DeadlinePassed that says what it lists */
async function listed(admin: RabbitMQAdmin): Promise<void> {
  await until(
    "RabbitMQ's API lists the connections of now",
    { deadlineMs: TOLD_WITHIN_MS, everyMs: 250 },
    async () => {
      const stale = await staleLists(admin);
      return stale ? notYet(stale) : done(undefined);
    },
  );
}
