import { RabbitMQProbe } from "../brokers/rabbitmq/rabbitmq-admin.ts";
import { RedisProbe } from "../brokers/redis/redis-admin.ts";
import { Problem } from "../kernel/problem.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import type { ComposedStack } from "../stack/composed-stack.ts";
import type { Journal } from "./journal.ts";
import { nodesAmong, placesOf } from "./places.ts";
import type { Snapshot } from "./snapshot.ts";

const HEALTHY_WITHIN_S = 240;
const ANSWERS_WITHIN_MS = 60_000;

/** Starts every service anew, as the restored configuration says, and waits until all are healthy. */
export async function restart(stack: ComposedStack, journal: Journal): Promise<string> {
  const known = stack.file.services;
  const services = journal.entry.services.filter((name) => known[name]);
  const waiting = ["--wait", "--wait-timeout", String(HEALTHY_WITHIN_S)];
  await stack.compose("up", "-d", "--force-recreate", "--no-deps", ...waiting, ...services);
  const left = journal.entry.services.filter((name) => !known[name]);
  const orphans = left.length > 0 ? `; not known to it, and left as they are: ${left.join(", ")}` : "";
  return `${services.length} services healthy${orphans}`;
}

/** Looks whether what runs is what was asked for: files, images, brokers that answer. @returns the versions */
export async function checkVersions(
  stack: ComposedStack,
  journal: Journal,
  snapshot: Snapshot,
): Promise<string> {
  const files = snapshot.differencesTo(stack.root);
  if (files.length > 0) throw notRestored(snapshot, files.join(", "));
  const running = await stack.running();
  const missing = journal.entry.services.filter(
    (name) => stack.file.services[name] && !running.some((service) => service.name === name),
  );
  if (missing.length > 0) throw notRestored(snapshot, `${missing.join(", ")} not running`);
  for (const { name, imageId, service } of running) {
    const expected = snapshot.manifest.images[name];
    if (!journal.entry.services.includes(name) || !expected || imageId === expected) continue;
    throw notRestored(snapshot, `${name} runs another image under the name ${service.image}`);
  }
  await until("every broker tells how many frames it holds", { deadlineMs: ANSWERS_WITHIN_MS }, async () => {
    const places = await placesOf(nodesAmong(await stack.running()));
    const depths = await Promise.all(places.map(({ broker }) => broker.depth()));
    return places.length > 0 ? done(depths) : notYet("no broker runs");
  });
  const { redis, rabbitmq } = nodesAmong(running);
  const versions = [
    ...(redis[0] ? [`Redis ${(await new RedisProbe(redis[0]).info()).redis_version}`] : []),
    ...(rabbitmq[0]
      ? [`RabbitMQ ${(await new RabbitMQProbe(rabbitmq[0]).overview()).rabbitmq_version}`]
      : []),
  ];
  return versions.join(", ");
}

function notRestored(snapshot: Snapshot, seen: string): Problem {
  return new Problem({
    subject: "the stack after its restart",
    expected: `what snapshot ${snapshot.name} holds`,
    seen,
    remedy:
      "see who else changes the stack's folder or its containers, give this rollback up (--discard), and run it again",
  });
}
