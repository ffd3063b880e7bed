import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { brokerAt } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import type { Delivery } from "../../judges/delivery.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { DeadlinePassed, done, notYet, until } from "../../kernel/wait.ts";
import { watchLimits } from "../../plan/watch.ts";
import { Journal } from "../../rollback/journal.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { drain } from "../../traffic/drain.ts";
import { PrometheusProbe } from "../../watchers/prometheus.ts";
import { lookedAt } from "../record/busy-host.ts";
import type { Timed } from "../record/criterion.ts";
import { producerOf, producers } from "../trial-stack/producers.ts";
import type { TrialStack } from "../trial-stack/trial-stack.ts";
import { brokenIn, missingFrom, together } from "./accounts.ts";
import { breakConfiguration, type NextVersions, nextVersionsOf } from "./break-each.ts";
import { type CameraRecord, cameraRecords, historyOf } from "./capture-record.ts";
import { type Drilled, drilledOn, running, servicesOf } from "./drilled.ts";
import { type Raised, raisedInTurn } from "./raise.ts";
import { RehearsedWatch } from "./rehearsed-watch.ts";
import { seenAfter } from "./seen-after.ts";
import { differencesBetween, type StackState, stateOf } from "./stack-state.ts";
import { type Untrue, untrueOf } from "./steps-told.ts";

const GOOD = "good";
/** For each trigger, from when it is raised. */
const TRIGGER_WITHIN_MS = 60_000;
/** The whole of a rollback, the wait for its trigger included; the plan judges how long it may take. */
const ROLLBACK_WITHIN_MS = 900_000;
const STARTS_WITHIN_MS = 120_000;
/** Enough to be sure that there are frames to lose. */
const CONFIRMED_BEFORE = 500;
const CONFIRMED_WITHIN_MS = 60_000;
/** 100 frames/s for some seconds after the rollback. */
const CONFIRMED_AFTER = 300;
/** What the bad change raises. */
const RAISED_BY_CHANGE = ["MemoryCritical of redis", "ThroughputLow of redis"];

/** What a rollback did to a stack that ran badly. */
export interface DrillOutcome {
  /** What the plan rolls back for, raised each by itself on each broker, as the watcher of a rollback saw it. */
  triggers: Raised;
  /** What the watcher begins a rollback for, and the plan does not. */
  beyondPlan: string[];
  /** What keeps a broker of the run from being watched: its triggers are not raised. */
  unseen: Obstacle | undefined;
  /** Frames that producers know to be confirmed and that the export lacks. */
  notExported: number;
  /** Frames confirmed before the rollback. */
  confirmedBefore: number;
  /** Frames that were lost, corrupted or never sent, of all that came out in the end. */
  broken: number;
  /** What is other than before the bad change: none when the old version runs again, as it did. */
  notRestored: string[];
  /** What steps of the rollback say that is not so. */
  untrue: Untrue;
  /** Of each broker, everything that was sent before and after. */
  deliveries: Readonly<Record<string, Delivery>>;
  /** From the start of the watch to the end of the rollback. */
  took: Timed;
  journal: Journal;
  /** What the watcher and the rollback printed. */
  output: string;
}

/**
 * Raises each trigger of a rollback by itself on a composed copy of the stack. Then breaks every service with a bad
 * configuration and another version while cameras send to every broker, lets the watcher of `npm run rollback` find it,
 * accounts for every frame, and compares what the rollback says with what is.
 */
export async function rollbackDrill(
  trial: TrialStack,
  triggerWithinMs = TRIGGER_WITHIN_MS,
): Promise<DrillOutcome> {
  const { composed, root } = trial;
  const sending = producers();
  const drilled = await drilledOn(trial);
  const { brokers } = drilled;
  await composed.compose("up", "-d", "--wait", ...drilled.services);
  const making = nextVersionsOf(trial, drilled.services);
  making.catch(() => undefined);
  await rollback(root, "--save", GOOD);
  const good = await stateOf(root, await servicesOf(drilled));
  const { triggers, beyondPlan, printed } = await watched(drilled, triggerWithinMs);

  await composed.compose("up", "-d", "--wait", ...sending);
  await confirmed(drilled, CONFIRMED_BEFORE);
  const changedFiles = await breakEach(drilled, await making, good);
  const isDetected = triggers.detected.some((each) => RAISED_BY_CHANGE.includes(each));
  // A watcher that is blind to what the change raises would wait for ever.
  const watching = isDetected ? ["--watch"] : [];
  const {
    found: { output, seconds },
    busy,
  } = await lookedAt("run", async () => {
    const start = performance.now();
    const output = await rollback(root, "--to", GOOD, ...watching, "--yes", "--producers", ...sending);
    return { output, seconds: (performance.now() - start) / 1e3 };
  });
  const [folder] = globSync(join(root, "backups/rollbacks/*"));
  if (!folder) throw new Undetermined(`no journal of the rollback: ${output}`);
  const journal = Journal.read(folder);
  const services = await servicesOf(drilled);
  const seen = await seenAfter({ trial, services, journal, changedFiles });
  const now = await stateOf(root, services);

  const before = recordsBefore(folder, brokers);
  await confirmed(drilled, CONFIRMED_AFTER);
  await composed.compose("stop", ...sending);
  const deliveries = await Promise.all(
    brokers.map(async (broker) => [broker.title, await drained(trial, broker, before)] as const),
  );
  return {
    ...{ triggers, beyondPlan, unseen: drilled.unseen },
    ...(await missingFromExport(folder, before)),
    notRestored: differencesBetween(good, now),
    untrue: untrueOf(journal.entry, seen),
    deliveries: Object.fromEntries(deliveries),
    broken: brokenIn(deliveries.map(([, delivery]) => delivery)),
    took: { seconds, busy },
    journal,
    output: `${printed}\n${output}`,
  };
}

/** Runs the command that an operator runs. @returns what it printed, on both its outputs */
async function rollback(root: string, ...args: string[]): Promise<string> {
  const command = [join(ROOT, "scripts/rollback.ts"), "--stack", root, ...args];
  const { all, exitCode, timedOut } = await execa(process.execPath, command, {
    all: true,
    reject: false,
    stdin: "ignore",
    timeout: ROLLBACK_WITHIN_MS,
  });
  if (exitCode === 0) return all;
  const ended = timedOut ? `was ended after ${ROLLBACK_WITHIN_MS / 1e3} s` : `exited with ${exitCode}`;
  throw new Undetermined(`npm run rollback ${args.join(" ")} ${ended}:\n${all}`);
}

/** Raises each trigger by itself under the eyes of the watcher. */
async function watched(
  { trial, observed }: Drilled,
  withinMs: number,
): Promise<{ triggers: Raised; beyondPlan: string[]; printed: string }> {
  const { rollbackOn } = watchLimits();
  const prometheus = new PrometheusProbe(await running(trial, "prometheus"));
  await using watch = new RehearsedWatch(trial.root);
  const watchedFor = await watch.watching();
  const brokers = await Promise.all(
    observed
      .filter(({ watched: isWatched }) => isWatched)
      .map(async (broker) => ({ broker, service: await running(trial, broker.id) })),
  );
  const triggers = await raisedInTurn(rollbackOn, { brokers, prometheus }, watch, withinMs);
  const beyondPlan = watchedFor.filter((name) => !rollbackOn.includes(name));
  return { triggers, beyondPlan, printed: watch.printed };
}

/**
 * The bad change, and every service started anew with it.
 * @returns how many files it has changed
 */
async function breakEach(
  { trial, brokers, services }: Drilled,
  next: NextVersions,
  good: StackState,
): Promise<number> {
  breakConfiguration(trial, next);
  await trial.composed.compose("up", "-d", "--force-recreate", "--no-deps", ...services);
  const prometheus = new PrometheusProbe(await running(trial, "prometheus"));
  const watching = until("Prometheus answers", { deadlineMs: STARTS_WITHIN_MS }, async () =>
    done(await prometheus.alerts()),
  );
  const taking = brokers.map(async (broker) =>
    broker.ready(await running(trial, broker.id), broker.destination),
  );
  await Promise.all([watching, ...taking]);
  const { files } = await stateOf(trial.root, []);
  return Object.keys(files).filter((file) => files[file] !== good.files[file]).length;
}

/** Waits until each broker has taken that many frames more. */
async function confirmed({ trial, brokers }: Drilled, frames: number): Promise<void> {
  await Promise.all(brokers.map((broker) => confirmedBy(trial, broker, frames)));
}

async function confirmedBy(trial: TrialStack, each: Broker, frames: number): Promise<void> {
  const broker = brokerAt(await targetOfRunning(each, await running(trial, each.id)));
  const before = await broker.depth();
  await until(`${each.id} holds ${frames} frames more`, { deadlineMs: CONFIRMED_WITHIN_MS }, async () => {
    const depth = await broker.depth();
    return depth >= before + frames ? done(undefined) : notYet(`${depth - before}`);
  }).catch((thrown: unknown) => {
    throw thrown instanceof DeadlinePassed ? new Undetermined(thrown.message, { cause: thrown }) : thrown;
  });
}

/** The cameras' accounts of what they sent before they were stopped, by broker. */
type Records = ReadonlyMap<Broker, readonly CameraRecord[]>;

function recordsBefore(folder: string, brokers: readonly Broker[]): Records {
  const log = (producer: string) => readFileSync(join(folder, "producers", `${producer}.log`), "utf8");
  return new Map(brokers.map((broker) => [broker, cameraRecords(log(producerOf(broker.id)))]));
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

async function drained(trial: TrialStack, broker: Broker, before: Records): Promise<Delivery> {
  const cameras = before.get(broker) ?? [];
  const after = cameraRecords(await trial.composed.log(producerOf(broker.id)));
  const history = historyOf(together(cameras, after));
  return drain(brokerAt(await targetOfRunning(broker, await running(trial, broker.id))), history);
}
