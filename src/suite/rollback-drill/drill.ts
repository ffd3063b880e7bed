import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { BROKERS, brokerAt } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import { redis as redisBroker } from "../../brokers/redis/redis.ts";
import { RedisSubject } from "../../brokers/redis/redis-subject.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import type { Delivery } from "../../judges/delivery.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { DeadlinePassed, done, notYet, settled, until } from "../../kernel/wait.ts";
import { watchLimits } from "../../plan/watch.ts";
import { Journal } from "../../rollback/journal.ts";
import { Snapshot } from "../../rollback/snapshot.ts";
import { ROOT } from "../../stack/compose-file.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { drain } from "../../traffic/drain.ts";
import { PrometheusProbe } from "../../watchers/prometheus.ts";
import { watchedLoad } from "../observability/watched-load.ts";
import { producerOf, producers } from "../trial-stack/producers.ts";
import type { TrialStack } from "../trial-stack/trial-stack.ts";
import { brokenIn, missingFrom, together } from "./accounts.ts";
import { type CameraRecord, cameraRecords, historyOf } from "./capture-record.ts";

const SERVICES = [
  ...BROKERS.flatMap(({ id, watched }) => [id, ...(watched?.exporters ?? []).map(({ service }) => service)]),
  "prometheus",
];
const GOOD = "good";
const LIMIT = "48mb";
/** maxmemory of config/redis/redis.conf, 2gb, as Redis says it. */
const DELIVERED_LIMIT = String(2 * 2 ** 30);
const TRIGGERS_WITHIN_MS = 150_000;
/** Enough to be sure that there are frames to lose. */
const CONFIRMED_BEFORE = 500;
const CONFIRMED_WITHIN_MS = 60_000;
/** 100 frames/s for some seconds after the rollback. */
const CONFIRMED_AFTER = 300;

/** What a rollback did to a stack that ran badly. */
export interface DrillOutcome {
  /** What the plan rolls back for, and those of it that were seen firing. */
  triggers: { fired: readonly string[]; missed: readonly string[] };
  /** Frames that producers know to be confirmed and that the export lacks. */
  notExported: number;
  /** Frames confirmed before the rollback. */
  confirmedBefore: number;
  /** Frames that were lost, corrupted or never sent, of all that came out in the end. */
  broken: number;
  /** What is other than the snapshot: none when the old version runs again. */
  notRestored: string[];
  /** Of both brokers, everything that was sent before and after. */
  deliveries: Readonly<Record<string, Delivery>>;
  /** From the start of the watch, with its trigger on, to the end of the rollback. */
  seconds: number;
  journal: Journal;
  /** What the rollback printed. */
  output: string;
}

/**
 * Breaks a composed copy of the stack with a bad configuration and another version while cameras send to both brokers,
 * lets the watcher of `npm run rollback` find it, and accounts for every frame.
 */
export async function rollbackDrill(
  trial: TrialStack,
  triggersWithinMs = TRIGGERS_WITHIN_MS,
): Promise<DrillOutcome> {
  const { composed, root } = trial;
  await composed.compose("up", "-d", "--wait", ...SERVICES);
  await rollback(root, "--save", GOOD);
  const prometheus = new PrometheusProbe(await running(trial, "prometheus"));
  const { rollbackOn } = watchLimits();
  const firing = firedOf(rollbackOn, prometheus, triggersWithinMs);
  await loseFrames(trial, prometheus);
  await composed.compose("up", "-d", "--wait", ...producers());
  await confirmed(trial, CONFIRMED_BEFORE);
  await breakRedis(trial);
  const fired = await firing;

  const start = performance.now();
  const stopped = ["--producers", ...producers()];
  const output = await rollback(root, "--to", GOOD, "--watch", "--yes", ...stopped);
  const seconds = (performance.now() - start) / 1e3;
  const [folder] = globSync(join(root, "backups/rollbacks/*"));
  if (!folder) throw new Undetermined(`no journal of the rollback: ${output}`);
  const journal = Journal.read(folder);

  const before = recordsBefore(folder);
  await confirmed(trial, CONFIRMED_AFTER);
  await composed.compose("stop", ...producers());
  const deliveries = new Map<Broker, Delivery>();
  for (const broker of BROKERS) deliveries.set(broker, await drained(trial, broker, before));
  return {
    triggers: { fired, missed: rollbackOn.filter((name) => !fired.includes(name)) },
    ...(await missingFromExport(folder, before)),
    notRestored: await notRestored(trial),
    deliveries: Object.fromEntries([...deliveries].map(([{ title }, each]) => [title, each])),
    broken: brokenIn([...deliveries.values()]),
    seconds,
    journal,
    output,
  };
}

/** Runs the command that an operator runs. @returns what it printed, on both its outputs */
async function rollback(root: string, ...args: string[]): Promise<string> {
  const command = [join(ROOT, "scripts/rollback.ts"), "--stack", root, ...args];
  const { all, exitCode } = await execa(process.execPath, command, {
    all: true,
    reject: false,
    stdin: "ignore",
  });
  if (exitCode === 0) return all;
  throw new Undetermined(`npm run rollback ${args.join(" ")} exited with ${exitCode}:\n${all}`);
}

/** Those of the triggers that fire, each once seen, until all have or time is over. */
async function firedOf(
  names: readonly string[],
  prometheus: PrometheusProbe,
  withinMs: number,
): Promise<string[]> {
  const fired = new Set<string>();
  await settled(
    "every trigger of a rollback has fired",
    { deadlineMs: withinMs, everyMs: 250 },
    async () => {
      for (const { labels, state } of await prometheus.alerts()) {
        if (state === "firing" && names.includes(labels.alertname ?? "")) fired.add(labels.alertname ?? "");
      }
      return fired.size;
    },
    (count) => count === names.length,
  );
  return [...fired];
}

/** A Redis that makes room by dropping what it holds loses the stream, and its consumers tell. */
async function loseFrames(trial: TrialStack, prometheus: PrometheusProbe): Promise<void> {
  const service = await running(trial, redisBroker.id);
  const redis = new RedisSubject(service);
  await using _evicting = await redis.override("maxmemory-policy", "allkeys-lru");
  await using _small = await redis.override("maxmemory", LIMIT);
  const load = { framesPerSecond: 300, seconds: 5, frameBytes: 65_536, isHeldBack: true };
  const { delivery } = await watchedLoad({ broker: redisBroker, service }, prometheus, load);
  if (delivery.lost === 0)
    throw new Undetermined("the evicting Redis lost no frame: there is nothing to detect");
}

/** The bad change: less memory than the frames take, and another image. */
async function breakRedis(trial: TrialStack): Promise<void> {
  const next = await trial.versionOf(trial.composed.file.services.redis?.image ?? "");
  trial.change("config/redis/redis.conf", { "maxmemory 2gb": `maxmemory ${LIMIT}` });
  trial.setVariable("REDIS_IMAGE", next);
  await trial.composed.compose("up", "-d", "--wait", "--force-recreate", "--no-deps", "redis");
}

/** Waits until each broker has taken that many frames more. */
async function confirmed(trial: TrialStack, frames: number): Promise<void> {
  for (const each of BROKERS) {
    const broker = brokerAt(await targetOfRunning(each, await running(trial, each.id)));
    const before = await broker.depth();
    await until(`${each.id} holds ${frames} frames more`, { deadlineMs: CONFIRMED_WITHIN_MS }, async () => {
      const depth = await broker.depth();
      return depth >= before + frames ? done(undefined) : notYet(`${depth - before}`);
    }).catch((thrown: unknown) => {
      throw thrown instanceof DeadlinePassed ? new Undetermined(thrown.message, { cause: thrown }) : thrown;
    });
  }
}

/** The cameras' accounts of what they sent before they were stopped, by broker. */
type Records = ReadonlyMap<Broker, readonly CameraRecord[]>;

function recordsBefore(folder: string): Records {
  const log = (producer: string) => readFileSync(join(folder, "producers", `${producer}.log`), "utf8");
  return new Map(BROKERS.map((broker) => [broker, cameraRecords(log(producerOf(broker.id)))]));
}

async function missingFromExport(
  folder: string,
  before: Records,
): Promise<{ notExported: number; confirmedBefore: number }> {
  let [notExported, confirmedBefore] = [0, 0];
  for (const [{ id }, cameras] of before) {
    const { lost, confirmed } = await missingFrom(globSync(join(folder, "export", id, "*.jsonl")), cameras);
    notExported += lost;
    confirmedBefore += confirmed;
  }
  return { notExported, confirmedBefore };
}

/** Of the broker that was broken: its image, its files, and the setting in force. */
async function notRestored(trial: TrialStack): Promise<string[]> {
  const { composed, root } = trial;
  const good = Snapshot.open(root, GOOD);
  const redis = (await composed.running()).find(({ name }) => name === "redis");
  if (!redis) return ["redis does not run"];
  return differences({
    files: good.differencesTo(root),
    image: { expected: good.manifest.images.redis, seen: redis.imageId },
    maxmemory: await new RedisSubject(redis).setting("maxmemory"),
  });
}

/** What a Redis that was rolled back has other than before. @param of.maxmemory in force, in bytes */
export function differences(of: {
  files: readonly string[];
  image: { expected: string | undefined; seen: string };
  maxmemory: string;
}): string[] {
  const { files, image, maxmemory } = of;
  return [
    ...files,
    ...(image.seen === image.expected ? [] : [`redis runs the image ${image.seen}`]),
    ...(maxmemory === DELIVERED_LIMIT ? [] : [`maxmemory ${maxmemory}`]),
  ];
}

async function drained(trial: TrialStack, broker: Broker, before: Records): Promise<Delivery> {
  const cameras = before.get(broker) ?? [];
  const after = cameraRecords(await trial.composed.log(producerOf(broker.id)));
  const history = historyOf(together(cameras, after));
  return drain(brokerAt(await targetOfRunning(broker, await running(trial, broker.id))), history);
}

async function running(trial: TrialStack, name: string): Promise<RunningService> {
  const service = (await trial.composed.running()).find((each) => each.name === name);
  if (!service) throw new Undetermined(`${name} of the trial stack does not run`);
  return service;
}
