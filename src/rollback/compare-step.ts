import { QUEUE } from "../brokers/rabbitmq/names.ts";
import { STREAM } from "../brokers/redis/names.ts";
import { Problem } from "../kernel/problem.ts";
import type { Progress } from "../kernel/steps.ts";
import type { ComposedStack } from "../stack/composed-stack.ts";
import { type BrokerService, framesFile } from "./export-step.ts";
import { digestsAt, readFrames } from "./frame-file.ts";
import { type Comparison, compareFrames, missingFrames } from "./frames-compared.ts";
import type { Journal } from "./journal.ts";
import { nodesAmong, type Place, placesOf } from "./places.ts";

/** Where frames that are missing are put back. */
const MAIN_PLACE = { redis: `redis-${STREAM}`, rabbitmq: `rabbitmq-${QUEUE}` };

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
  const all = await placesOf(nodesAmong(await stack.running()));
  const told: string[] = [];
  for (const service of ["redis", "rabbitmq"] as const) {
    if (!journal.entry[service]) continue;
    progress(`frames of ${service}`);
    const places = all.filter((place) => place.service === service);
    told.push(`${service}: ${await comparePlaces(journal, service, places)}`);
  }
  return told.join("; ");
}

/**
 * Compares one broker's streams and queues with their export, and sends again what is missing.
 * @throws Problem when something is missing that cannot be put back
 */
export async function comparePlaces(
  journal: Journal,
  service: BrokerService,
  places: readonly Place[],
): Promise<string> {
  const { places: exportedPlaces = {}, consumers = 0 } = journal.entry[service] ?? {};
  const files = Object.keys(exportedPlaces).map((name) => framesFile(journal, service, name));
  const exported: string[] = [];
  for (const file of files) for await (const { sha256 } of readFrames(file)) exported.push(sha256);
  const look = async () =>
    compareFrames(exported, (await Promise.all(places.map(({ broker }) => digestsAt(broker)))).flat());
  const seen = await look();
  const taking = consumers + sum(await Promise.all(places.map(({ broker }) => broker.consumers())));
  if (seen.missing.length === 0) return told(seen);
  const main = mainPlace(service, places);
  if (taking > 0)
    return `${told(seen)}; ${seen.missing.length} not there: taken by the ${taking} consumers, or lost`;
  await putBack(files, seen, main);
  const after = await look();
  if (after.missing.length === 0)
    return `${told(after)}, ${seen.missing.length} of them put back from the export`;
  throw new Problem({
    subject: `the frames of ${service}`,
    expected: `the ${after.exported} that were exported`,
    seen: `${after.there}, ${after.missing.length} missing`,
    remedy: `they are in ${files.join(", ")}; start no producer before they are back`,
  });
}

async function putBack(files: readonly string[], { missing }: Comparison, place: Place): Promise<void> {
  await using publisher = await place.broker.openPublisher();
  for await (const frame of missingFrames(files, missing)) {
    if ((await publisher.publish(frame)) === "confirmed") continue;
    throw new Problem({
      subject: place.name,
      expected: "to take the exported frames back",
      seen: publisher.refusal ?? "a refusal",
      remedy: "make room in the broker (docs/runbook.md), then run this again: it goes on here",
    });
  }
}

function mainPlace(service: BrokerService, places: readonly Place[]): Place {
  const place = places.find(({ name }) => name === MAIN_PLACE[service]);
  if (place) return place;
  throw new Problem({
    subject: MAIN_PLACE[service],
    expected: "to be there after the restart",
    seen: places.map(({ name }) => name).join(", ") || "nothing",
    remedy: "declare it as config/ says, then run this again: it goes on here",
  });
}

function told({ exported, there, missing, unexpected }: Comparison): string {
  const more = unexpected > 0 ? `, ${unexpected} of them not exported` : "";
  return `${exported} frames exported, ${there} there${missing.length === 0 ? "" : `, ${missing.length} missing`}${more}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
