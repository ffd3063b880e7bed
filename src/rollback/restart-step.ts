import { Problem } from "../kernel/problem.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import type { ComposedStack } from "../stack/composed-stack.ts";
import type { RunningService } from "../stack/running-service.ts";
import { brokersAmong, destinationsOf } from "./destinations.ts";
import type { Journal } from "./journal.ts";
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
  const running = await stack.running();
  const isKnown = (name: string) => stack.file.services[name] !== undefined;
  const why = whyNotRestored(running, {
    files: snapshot.differencesTo(stack.root),
    services: journal.entry.services.filter(isKnown),
    images: snapshot.manifest.images,
  });
  if (why) throw notRestored(snapshot, why);
  await until("every broker tells how many frames it holds", { deadlineMs: ANSWERS_WITHIN_MS }, async () => {
    const destinations = await destinationsOf(brokersAmong(await stack.running()));
    const depths = await Promise.all(destinations.map(({ frames }) => frames.depth()));
    return destinations.length > 0 ? done(depths) : notYet("no broker runs");
  });
  const versions = brokersAmong(running).map(async ({ broker, members: { nodes } }) => {
    const { version } = await broker.ready(nodes[0], broker.destination);
    return `${broker.title} ${version}`;
  });
  return (await Promise.all(versions)).join(", ");
}

/**
 * What of a stack is other than it was to be, if anything is.
 * @param wanted.files those that differ
 * @param wanted.services that have to run
 * @param wanted.images ids that they have to run, by service, as far as they are known
 */
export function whyNotRestored(
  running: readonly Pick<RunningService, "name" | "imageId" | "service">[],
  wanted: { files: readonly string[]; services: readonly string[]; images: Readonly<Record<string, string>> },
): string | undefined {
  const { files, services, images } = wanted;
  if (files.length > 0) return files.join(", ");
  const missing = services.filter((name) => !running.some((service) => service.name === name));
  if (missing.length > 0) return `${missing.join(", ")} not running`;
  const other = running.find(({ name, imageId }) => {
    const expected = images[name];
    return services.includes(name) && expected && imageId !== expected;
  });
  return other && `${other.name} runs another image under the name ${other.service.image}`;
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
