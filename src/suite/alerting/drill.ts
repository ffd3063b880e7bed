import type { Drill, LastingFault } from "../../brokers/drill.ts";
import { messageOf } from "../../kernel/problem.ts";
import { DeadlinePassed, done, notYet, until } from "../../kernel/wait.ts";
import type { Arrival } from "../../watchers/webhook-inbox.ts";
import type { Overview } from "./overview.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";

/** Where alerts are seen to fire, and heard. */
export interface DrilledWorld {
  isFiring(labels: Readonly<Record<string, string>>): Promise<boolean>;
  readonly receiver: Pick<WebhookReceiver, "inbox" | "isItsOwn">;
}

/** How long each alert of a drill is waited for. */
export const PATIENCE = { firesWithinMs: 40_000, arrivesWithinMs: 20_000, resolvesWithinMs: 60_000 };
const EVERY_MS = 250;

/** What became of one alert of a drill. Times in seconds: from the fault, the last one from when its healing began, 0 when the fault ended by itself before. */
export interface DrillResult {
  alertname: string;
  broker: string;
  severity: string;
  fault: string;
  firedAfter?: number;
  arrivedAfter?: number;
  resolvedAfter?: number;
  /** The variable of `.env` at whose address it was heard, where that is not the one of its severity. */
  heardAtInstead?: string;
  /** Why nothing can be said: the fault did not land, or could not be healed. */
  unknown?: string;
}

/**
 * Makes the fault, watches its alerts fire and arrive, heals it, and watches them resolve.
 * @param overview notes what its tiles show of the fault meanwhile, if it is given
 */
export async function runDrill<W extends DrilledWorld>(
  world: W,
  drill: Drill<W>,
  patience = PATIENCE,
  overview?: Overview,
): Promise<DrillResult[]> {
  const { fault, raises, shows = [] } = drill;
  const pairs = raises.map((labels): Watched => {
    const { alertname, broker = "" } = labels;
    return { labels, result: { alertname, broker, severity: "", fault } };
  });
  try {
    await using watch = await overview?.watch(faultOf(drill), shows);
    const madeMs = performance.now();
    const made = await drill.inject(world);
    let healingMs: number;
    try {
      await Promise.all(
        pairs.map(({ labels, result }) => watchRise(world, made, { labels, result, madeMs, patience })),
      );
      await watch?.end(patience.firesWithinMs, made.goOn);
    } finally {
      healingMs = performance.now();
      await made[Symbol.asyncDispose]();
    }
    // What never came cannot end.
    const come = pairs.filter(({ result }) => result.arrivedAfter !== undefined);
    await Promise.all(
      come.map(({ labels, result }) => {
        const fromMs = made.endsByItself?.includes(result.alertname) ? madeMs : healingMs;
        return watchFall(world, { labels, result, healingMs, fromMs, patience });
      }),
    );
  } catch (thrown) {
    for (const { result } of pairs) result.unknown = messageOf(thrown);
  }
  return pairs.map(({ result }) => result);
}

/** By its name and its broker: the same is done to several. */
function faultOf({ fault, raises: [first] }: Pick<Drill, "fault" | "raises">): string {
  return first?.broker ? `${first.broker}: ${fault}` : fault;
}

interface Watched {
  labels: Record<string, string>;
  result: DrillResult;
}

interface Watching extends Watched {
  patience: typeof PATIENCE;
}

async function watchRise(
  world: DrilledWorld,
  made: LastingFault,
  { labels, result, madeMs, patience }: Watching & { madeMs: number },
): Promise<void> {
  await seen(`${labels.alertname} fires`, patience.firesWithinMs, async () => {
    await made.goOn?.();
    if (!(await world.isFiring(labels))) return notYet("it does not");
    result.firedAfter = secondsSince(madeMs);
    return done(true);
  });
  await made.onceFired?.(result.alertname);
  await seen(`${labels.alertname} arrives`, patience.arrivesWithinMs, async () => {
    await made.goOn?.();
    const arrivals = world.receiver.inbox.arrivalsOf("firing", labels, madeMs);
    const arrival = arrivals.find((each) => world.receiver.isItsOwn(each));
    if (!arrival && arrivals[0]) result.heardAtInstead = variableOf(arrivals[0]);
    if (!arrival) return notYet("it has not");
    delete result.heardAtInstead;
    result.firedAfter ??= secondsSince(madeMs);
    result.arrivedAfter = (arrival.atMs - madeMs) / 1e3;
    result.severity = arrival.labels.severity ?? "";
    made.onceHeard?.(result.alertname);
    return done(true);
  });
}

async function watchFall(
  world: DrilledWorld,
  { labels, result, healingMs, fromMs, patience }: Watching & { healingMs: number; fromMs: number },
): Promise<void> {
  await seen(`${labels.alertname} resolves`, patience.resolvesWithinMs, () => {
    const arrivals = world.receiver.inbox.arrivalsOf("resolved", labels, fromMs);
    const arrival = arrivals.find((each) => world.receiver.isItsOwn(each));
    if (!arrival) return notYet("it has not");
    result.resolvedAfter = Math.max(0, arrival.atMs - healingMs) / 1e3;
    return done(true);
  });
}

function variableOf({ path }: Arrival): string {
  return path.replace(/^\//, "");
}

/** An alert that never comes is a finding, no error: the result then lacks its time. */
async function seen(question: string, deadlineMs: number, probe: Parameters<typeof until<true>>[2]) {
  await until(question, { deadlineMs, everyMs: EVERY_MS }, probe).catch((thrown: unknown) => {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
  });
}

function secondsSince(ms: number): number {
  return (performance.now() - ms) / 1e3;
}
