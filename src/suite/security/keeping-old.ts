import type { Broker } from "../../brokers/broker.ts";
import type { FrameBroker } from "../../brokers/frame-broker.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import type { Exporter } from "../../brokers/watched.ts";
import { messageOf } from "../../kernel/problem.ts";
import { type Deadline, done, notYet, settled, until } from "../../kernel/wait.ts";
import { readComposeFile, whyLeftOut } from "../../stack/compose-file.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { ExporterProbe } from "../../watchers/exporter.ts";
import { startedBrokers } from "../record/started-brokers.ts";
import { guardedBrokers } from "./access-to.ts";
import type { Credentials } from "./credentials.ts";

const CAMERA = "rtsp-capture";
const SETTLES_WITHIN_MS = 60_000;
const EXPORTER_SETTLES: Deadline = { deadlineMs: 20_000 };

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
  const found: string[] = [];
  for (const { broker, access } of await guardedBrokers()) {
    const node = named(broker.nodes[0]);
    found.push(
      ...(node
        ? [...(await access.keepingOld(node)), ...(await ofClients(broker, node, credentials))]
        : [`${broker.id} does not run`]),
    );
  }
  found.push(...(await exportersOut(running)));
  // It is healthy once a frame was confirmed, and the stack is waited for.
  const isMissed = expected.includes(CAMERA) && !named(CAMERA);
  return [...found, ...(isMissed ? [`${CAMERA} does not run`] : [])];
}

/** Producers and consumers: one with its former password is refused, and with the new ones a frame goes from one to the other. */
async function ofClients(
  broker: Broker,
  service: RunningService,
  { PRODUCER_PASSWORD, CONSUMER_PASSWORD }: Credentials,
): Promise<string[]> {
  const target = await targetOfRunning(broker, service);
  const as = (user: string, password: string) => broker.at({ ...target, user, password }, user);
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
    ...letIn.map(([user]) => `${broker.id} lets the ${user} in with its former password`),
    ...(await handedOver(as("producer", PRODUCER_PASSWORD), as("consumer", CONSUMER_PASSWORD)).then(
      () => [],
      (thrown: unknown) => [
        `${broker.id} does not hand a frame from producer to consumer: ${messageOf(thrown)}`,
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

/**
 * Exporters that do not get in to their broker, or do not run, each with what was seen. One that this host lacks an image for is
 * left out.
 * @param settles how long one may take to get in
 */
export async function exportersOut(
  running: readonly RunningService[],
  brokers = startedBrokers(),
  settles = EXPORTER_SETTLES,
  file = readComposeFile(),
): Promise<string[]> {
  const found = brokers.flatMap((broker) =>
    (broker.watched?.exporters ?? [])
      .filter(({ service }) => !whyLeftOut(file, service))
      .flatMap(({ service, port, up }) => (up === undefined ? [] : [{ service, port, up }]))
      .map(async (exporter) => {
        const service = running.find(({ name }) => name === exporter.service);
        return service
          ? ofExporter(broker, exporter, service, settles)
          : [`${exporter.service} does not run`];
      }),
  );
  return (await Promise.all(found)).flat();
}

async function ofExporter(
  { title }: Broker,
  { port, up }: Required<Exporter>,
  service: RunningService,
  settles: Deadline,
): Promise<string[]> {
  const probe = new ExporterProbe(service, port);
  const reaches = await settled(
    `${service.name} reaches ${title}`,
    settles,
    () => probe.value(up),
    (value) => value === 1,
  );
  return reaches === 1 ? [] : [`${service.name} does not reach ${title}`];
}
