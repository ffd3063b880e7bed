import { mkdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../kernel/problem.ts";
import { readComposeFile, type Service } from "../stack/compose-file.ts";
import type { ComposedStack, ComposedState } from "../stack/composed-stack.ts";
import { engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import type { RunningService } from "../stack/running-service.ts";
import { brokersAmong, destinationsOf, holdsFrames } from "./destinations.ts";
import { commitOf, snapshotOfCommit } from "./git-ref.ts";
import { BACKUPS, Snapshot } from "./snapshot.ts";

/** Frames are kept twice, as the broker's own files and as text a third longer than they are; and some to spare. */
const ROOM_FOR_EACH_BYTE = 3;

export interface Preflight {
  snapshot: Snapshot;
  /** Services that have a container, without the producers. */
  services: string[];
  /** Producers that run. */
  producers: string[];
  /** What will be other than now: files and images. */
  changes: string[];
}

/**
 * Looks whether a rollback can be carried through, before its first step.
 * @param to a snapshot's name or a git ref; the newest snapshot without one
 * @throws Problem that says what is missing
 */
export async function preflight(
  stack: ComposedStack,
  to: string | undefined,
  producers: readonly string[],
): Promise<Preflight> {
  const snapshot = await snapshotNamed(stack.root, to);
  await stack.mustRun();
  const states = await stack.states();
  const running = await stack.running();
  mustRun(states, running);
  const services = states.map(({ service }) => service).filter((name) => !producers.includes(name));
  const changes = [...snapshot.differencesTo(stack.root), ...changedImages(snapshot, running)];
  if (changes.length === 0) throw nothingToDo(snapshot);
  await mustHaveImages(snapshot, services);
  await mustHaveRoom(stack.root, running);
  for (const { frames } of await destinationsOf(brokersAmong(running))) await frames.depth();
  return {
    snapshot,
    services,
    producers: states
      .filter(({ service, isRunning }) => isRunning && producers.includes(service))
      .map(({ service }) => service),
    changes,
  };
}

/** The services of a snapshot, as its own compose file describes them. */
export function servicesOf(snapshot: Snapshot): Record<string, Service> {
  return readComposeFile({ root: join(snapshot.folder, "files") }).services;
}

async function snapshotNamed(root: string, to: string | undefined): Promise<Snapshot> {
  const names = Snapshot.names(root);
  const name = to ?? names.find((each) => !each.startsWith("commit-")) ?? "";
  const commit = names.includes(name) || !to ? undefined : await commitOf(root, to);
  return commit ? snapshotOfCommit(root, commit) : Snapshot.open(root, name || "good");
}

/** @throws Problem when no broker runs, or when one of them is stopped: its frames could not be exported */
export function mustRun(
  states: readonly Pick<ComposedState, "service" | "isRunning">[],
  running: readonly Pick<RunningService, "name">[],
): void {
  const brokers = states.filter(({ service }) => holdsFrames(service));
  const down = brokers.filter(({ isRunning }) => !isRunning).map(({ service }) => service);
  if (down.length === 0 && running.some(({ name }) => holdsFrames(name))) return;
  throw new Problem({
    subject: "the composed stack",
    expected: "brokers that run, since their frames are exported first",
    seen: down.length > 0 ? `${down.join(", ")} stopped` : "no broker",
    remedy:
      "start it (docker compose up -d --wait). A broker that does not start with this configuration: copy the files of backups/snapshots/NAME/files over it and start it; its frames are on its volume",
  });
}

/** @returns for each service whose image is another one, how it changes */
export function changedImages(
  snapshot: Snapshot,
  running: readonly Pick<RunningService, "name" | "imageId" | "service">[],
): string[] {
  const services = servicesOf(snapshot);
  return running.flatMap(({ name, imageId, service }) => {
    const before = snapshot.manifest.images[name];
    if (before ? before === imageId : services[name]?.image === service.image) return [];
    return [`${name} runs ${services[name]?.image ?? "nothing"} in place of ${service.image}`];
  });
}

function nothingToDo({ name, manifest }: Snapshot): Problem {
  return new Problem({
    subject: `the rollback to ${name}`,
    expected: "something that differs from it",
    seen: `the configuration and the images of ${manifest.takenAt}`,
    remedy: "look for the cause elsewhere (docs/runbook.md), or name an earlier snapshot with --to",
  });
}

async function mustHaveImages(snapshot: Snapshot, names: readonly string[]): Promise<void> {
  const docker = await engine();
  const services = servicesOf(snapshot);
  for (const name of names) {
    const service = services[name];
    if (!service || service.scale === 0) continue;
    const found = await imageIdOf(docker, service.image);
    const expected = snapshot.manifest.images[name] ?? found;
    if (found && found === expected) continue;
    throw new Problem({
      subject: `${name} of snapshot ${snapshot.name}`,
      expected: `the image ${service.image} as it was${expected ? ` (${expected.slice(7, 19)})` : ""}`,
      seen: found ? `another one under that name (${found.slice(7, 19)})` : "none of that name here",
      remedy: found
        ? `tag the image again: docker tag ${expected?.slice(7, 19)} ${service.image}`
        : `get it first: docker pull ${service.image}, docker load, or npm run setup with the snapshot's sources`,
    });
  }
}

async function mustHaveRoom(root: string, running: readonly RunningService[]): Promise<void> {
  mkdirSync(join(root, BACKUPS), { recursive: true, mode: 0o700 });
  let bytes = 0;
  for (const { members } of brokersAmong(running)) bytes += await bytesOnVolumes(members.nodes[0]);
  const { bavail, bsize } = statfsSync(join(root, BACKUPS));
  requireRoom(join(root, BACKUPS), bytes * ROOM_FOR_EACH_BYTE, bavail * bsize);
}

/** How many bytes a service has on its named volumes; 0 for one that has none. */
export async function bytesOnVolumes(node: Pick<RunningService, "service" | "exec">): Promise<number> {
  let kibibytes = 0;
  for (const { target } of node.service.volumes.filter(({ kind }) => kind === "volume"))
    kibibytes += Number.parseInt(await node.exec(["du", "-sk", target]), 10);
  return kibibytes * 1024;
}

/** @throws Problem when fewer bytes are free than are needed */
export function requireRoom(folder: string, needed: number, free: number): void {
  if (free >= needed) return;
  const mib = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
  throw new Problem({
    subject: folder,
    expected: `${mib(needed)} free for the export`,
    seen: mib(free),
    remedy: "free the space, or make the folder a link to a larger disk",
  });
}
