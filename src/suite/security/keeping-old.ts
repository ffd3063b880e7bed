import { brokerAt, brokerNamed } from "../../brokers/all.ts";
import type { FrameBroker } from "../../brokers/frame-broker.ts";
import { RabbitMQAdmin } from "../../brokers/rabbitmq/rabbitmq-admin.ts";
import { connectRedis } from "../../brokers/redis/redis-connection.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { basicLogin, get } from "../../kernel/http.ts";
import { messageOf } from "../../kernel/problem.ts";
import { done, notYet, settled, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { ExporterProbe } from "../../watchers/exporter.ts";
import type { Credentials } from "./credentials.ts";

const OLD = { user: "guest", password: "guest" };
const OLD_EXPORTER = { user: "exporter", password: "exporter" };
const SETTLES_WITHIN_MS = 60_000;

/**
 * Components that let the old credentials in, or do not know the new ones, each with what it said.
 * @param expected the services that were started
 */
export async function keepingOld(
  running: readonly RunningService[],
  credentials: Credentials,
  expected: readonly string[],
): Promise<string[]> {
  const named = (name: string) => running.find((service) => service.name === name);
  const [redis, rabbitmq, exporter, capture] = ["redis", "rabbitmq", "redis-exporter", "rtsp-capture"].map(
    named,
  );
  return [
    ...(redis
      ? [...(await ofRedis(redis)), ...(await ofClients("redis", redis, credentials))]
      : ["redis does not run"]),
    ...(rabbitmq
      ? [...(await ofRabbitMQ(rabbitmq)), ...(await ofClients("rabbitmq", rabbitmq, credentials))]
      : ["rabbitmq does not run"]),
    ...(exporter ? await ofExporter(exporter) : ["redis-exporter does not run"]),
    // It is healthy once a frame was confirmed, and the stack is waited for.
    ...(capture || !expected.includes("rtsp-capture") ? [] : ["rtsp-capture does not run"]),
  ];
}

async function ofRedis(service: RunningService): Promise<string[]> {
  const address = () => service.address(6379);
  const ask = async (login: { user?: string; password?: string } = {}) => {
    const redis = await connectRedis({ address, ...login });
    try {
      return await redis.ping();
    } finally {
      redis.disconnect();
    }
  };
  const old = await ask().then(
    () => ["redis lets clients in without a password"],
    () => [],
  );
  const oldExporter = await ask(OLD_EXPORTER).then(
    () => ["redis lets the exporter in with its former password"],
    () => [],
  );
  const { REDIS_PASSWORD: password = "" } = service.service.environment;
  const fresh = await ask({ password }).then(
    () => [],
    (thrown: unknown) => [`redis does not take the new password: ${messageOf(thrown)}`],
  );
  return [...old, ...oldExporter, ...fresh];
}

async function ofRabbitMQ(service: RunningService): Promise<string[]> {
  const base = await service.url(15672);
  const asOld = () =>
    get(`${base}/api/overview`, { headers: basicLogin(OLD.user, OLD.password), takes: () => true });
  // The old user goes once the node has booted.
  const status = await settled(
    "RabbitMQ refuses the old user",
    { deadlineMs: SETTLES_WITHIN_MS, everyMs: 500 },
    async () => (await asOld()).status,
    (each) => each === 401,
  );
  const fresh = await new RabbitMQAdmin(service).overview().then(
    () => [],
    (thrown: unknown) => [`rabbitmq does not take the new user: ${messageOf(thrown)}`],
  );
  return [...(status === 401 ? [] : [`rabbitmq answers ${status} to ${OLD.user}`]), ...fresh];
}

/** Producers and consumers: one with its former password is refused, and with the new ones a frame goes from one to the other. */
async function ofClients(
  broker: string,
  service: RunningService,
  { PRODUCER_PASSWORD, CONSUMER_PASSWORD }: Credentials,
): Promise<string[]> {
  const target = await targetOfRunning(brokerNamed(broker), service);
  const as = (user: string, password: string) => brokerAt({ ...target, user, password }, user);
  const isLetIn = async (opening: Promise<AsyncDisposable>) => {
    try {
      await using _opened = await opening;
      return true;
    } catch {
      return false;
    }
  };
  const former = [
    ["producer", await isLetIn(as("producer", "producer").openPublisher())],
    ["consumer", await isLetIn(as("consumer", "consumer").openConsumer(() => undefined))],
  ] as const;
  const letIn = former.filter(([, isIn]) => isIn);
  return [
    ...letIn.map(([user]) => `${broker} lets the ${user} in with its former password`),
    ...(await handedOver(as("producer", PRODUCER_PASSWORD), as("consumer", CONSUMER_PASSWORD)).then(
      () => [],
      (thrown: unknown) => [
        `${broker} does not hand a frame from producer to consumer: ${messageOf(thrown)}`,
      ],
    )),
  ];
}

/** @throws Error when a frame that one sends does not reach the other */
async function handedOver(sending: FrameBroker, taking: FrameBroker): Promise<void> {
  await using publisher = await sending.openPublisher();
  const answer = await publisher.publish(Buffer.from("a frame"));
  if (answer !== "confirmed") throw new Error(publisher.refusal);
  let received = 0;
  await using consumer = await taking.openConsumer(() => {
    received += 1;
  });
  await until("a frame is received", { deadlineMs: SETTLES_WITHIN_MS }, () => {
    if (consumer.failure) throw consumer.failure;
    return received > 0 ? done(undefined) : notYet("none came");
  });
}

async function ofExporter(service: RunningService): Promise<string[]> {
  const probe = new ExporterProbe(service, 9121);
  const up = await settled(
    "the exporter reaches Redis",
    { deadlineMs: 20_000 },
    () => probe.value("redis_up"),
    (value) => value === 1,
  );
  return up === 1 ? [] : ["redis-exporter does not reach Redis"];
}
