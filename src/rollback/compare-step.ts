import { BROKERS } from "../brokers/all.ts";
import type { Broker } from "../brokers/broker.ts";
import { Problem } from "../kernel/problem.ts";
import type { Progress } from "../kernel/steps.ts";
import type { ComposedStack } from "../stack/composed-stack.ts";
import { brokersAmong, type Destination, destinationsOf, nameOf } from "./destinations.ts";
import { framesFile } from "./export-step.ts";
import { digestsAt, readFrames } from "./frame-file.ts";
import { compareFrames, type FrameComparison, missingFrames } from "./frames-compared.ts";
import type { Journal } from "./journal.ts";

/**
 * Compares what each broker holds with what was exported, over all its streams and queues, since a frame may have expired
 * into the dead letters meanwhile. Frames that are missing are sent again from the export; where consumers were connected
 * they are what these have taken, and stay away.
 */
export async function compareAll(
  stack: ComposedStack,
  journal: Journal,
  progress: Progress,
): Promise<string> {
  const all = await destinationsOf(brokersAmong(await stack.running()));
  const told: string[] = [];
  for (const broker of BROKERS.filter(({ id }) => journal.entry.exports[id])) {
    progress(`frames of ${broker.id}`);
    const destinations = all.filter((each) => each.broker === broker.id);
    told.push(`${broker.id}: ${await compareDestinations(journal, broker, destinations)}`);
  }
  return told.join("; ");
}

/**
 * Compares one broker's streams and queues with their export, and sends again what is missing.
 * @throws Problem when something is missing that cannot be put back
 */
export async function compareDestinations(
  journal: Journal,
  broker: Pick<Broker, "id" | "destination">,
  destinations: readonly Destination[],
): Promise<string> {
  const { destinations: tallies = {}, consumers = 0 } = journal.entry.exports[broker.id] ?? {};
  const files = Object.keys(tallies).map((name) => framesFile(journal, { broker: broker.id, name }));
  const exported: string[] = [];
  for (const file of files) for await (const { sha256 } of readFrames(file)) exported.push(sha256);
  const look = async () =>
    compareFrames(exported, (await Promise.all(destinations.map(({ frames }) => digestsAt(frames)))).flat());
  const seen = await look();
  const taking = consumers + sum(await Promise.all(destinations.map(({ frames }) => frames.consumers())));
  if (seen.missing.length === 0) return told(seen);
  // Where frames that are missing are put back.
  const main = named(nameOf(broker, broker.destination), destinations);
  if (taking > 0)
    return `${told(seen)}; ${seen.missing.length} not there: taken by the ${taking} consumers, or lost`;
  await putBack(files, seen, main);
  const after = await look();
  if (after.missing.length === 0)
    return `${told(after)}, ${seen.missing.length} of them put back from the export`;
  throw new Problem({
    subject: `the frames of ${broker.id}`,
    expected: `the ${after.exported} that were exported`,
    seen: `${after.there}, ${after.missing.length} missing`,
    remedy: `they are in ${files.join(", ")}; start no producer before they are back`,
  });
}

async function putBack(
  files: readonly string[],
  { missing }: FrameComparison,
  destination: Destination,
): Promise<void> {
  await using publisher = await destination.frames.openPublisher();
  for await (const frame of missingFrames(files, missing)) {
    if ((await publisher.publish(frame)) === "confirmed") continue;
    throw new Problem({
      subject: destination.name,
      expected: "to take the exported frames back",
      seen: publisher.refusal ?? "a refusal",
      remedy: "make room in the broker (docs/runbook.md), then run this again: it goes on here",
    });
  }
}

function named(name: string, destinations: readonly Destination[]): Destination {
  const found = destinations.find((each) => each.name === name);
  if (found) return found;
  throw new Problem({
    subject: name,
    expected: "to be there after the restart",
    seen: destinations.map((each) => each.name).join(", ") || "nothing",
    remedy: "declare it as config/ says, then run this again: it goes on here",
  });
}

function told({ exported, there, missing, unexpected }: FrameComparison): string {
  const more = unexpected > 0 ? `, ${unexpected} of them not exported` : "";
  return `${exported} frames exported, ${there} there${missing.length === 0 ? "" : `, ${missing.length} missing`}${more}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
