import type { Ceiling } from "../brokers/ceiling.ts";
import type { Deployment } from "../brokers/deployment.ts";
import { type ContainersUse, useOf } from "../stack/containers-use.ts";
import { plannedRate } from "../suite/load-bench/planned-rate.ts";
import { lookedAt } from "../suite/record/busy-host.ts";
import { carryOut } from "../traffic/load-order.ts";
import type { LoadRun } from "../traffic/load-run.ts";
import { type Tried, tried } from "./figure.ts";
import { throughput } from "./throughput.ts";

/** Frames that are in flight at any time while throughput is measured. */
export const IN_FLIGHT = 64;
const PICTURE_BYTES = 80_000;
const MESSAGE_BYTES = 1_024;
export const SECONDS = {
  throughput: { warmupSeconds: 0.5, seconds: 1 },
  load: { warmupSeconds: 2, durationSeconds: 4 },
} as const;
/** A broker that does not keep the rate may take several times as long to answer for the last frame. */
const PATIENCE_MS = 60_000;

/** What the containers of a broker used while frames came out. */
export interface Cost extends Pick<ContainersUse, "cpuMs" | "memoryMib"> {
  frames: number;
}

/** What a broker came to in one round. */
export interface TurnResult {
  pictures: Tried<Ceiling>;
  messages: Tried<Ceiling>;
  load: Tried<LoadRun>;
  cost: Tried<Cost>;
  /** Why the broker had to be started anew for this round, if it had. */
  startedAnew?: string | undefined;
  /** Why its times may be what others did to the host meanwhile, if they may. */
  busy?: string | undefined;
}

/** A turn in which nothing could be measured. */
export function lostTurn(undetermined: string): TurnResult {
  const nothing = { undetermined };
  return { pictures: nothing, messages: nothing, load: nothing, cost: nothing };
}

/** Measures a broker that holds no frame: its latencies and its cost first, then what passes through it at most. */
export async function measureTurn(deployment: Deployment): Promise<TurnResult> {
  const { found, busy } = await lookedAt("run", async () => {
    const { load, cost } = await underLoad(deployment);
    const messages = await passing(deployment, MESSAGE_BYTES);
    const pictures = await passing(deployment, PICTURE_BYTES);
    return { pictures, messages, load, cost };
  });
  return { ...found, busy };
}

function passing(deployment: Deployment, frameBytes: number): Promise<Tried<Ceiling>> {
  return tried(async () => {
    const frames = deployment.broker.at(await deployment.target());
    return throughput(frames, { frameBytes, inFlight: IN_FLIGHT, ...SECONDS.throughput });
  });
}

async function underLoad(deployment: Deployment): Promise<Pick<TurnResult, "load" | "cost">> {
  const { warmupSeconds, durationSeconds } = SECONDS.load;
  const services = [...deployment.nodes, ...deployment.witnesses].map(({ service }) => service);
  const readings: Promise<Tried<Cost>>[] = [];
  const load = await tried(async () =>
    carryOut(
      {
        target: await deployment.target(),
        source: { frameBytes: MESSAGE_BYTES },
        framesPerSecond: plannedRate(),
        patienceMs: PATIENCE_MS,
        mustBeFree: true,
        ...SECONDS.load,
      },
      {
        onSecond({ second }, history) {
          // The last one is not told where everything has come out by then.
          if (second !== warmupSeconds && second !== warmupSeconds + durationSeconds - 1) return;
          const frames = history.counts.received;
          readings.push(tried(async () => ({ ...(await useOf(services)), frames })));
        },
      },
    ),
  );
  return { load, cost: between(await Promise.all(readings)) };
}

/** What was used between two readings. */
export function between(readings: readonly Tried<Cost>[]): Tried<Cost> {
  const [before, after] = readings;
  if (!before || !after) return { undetermined: "the load did not last until its end" };
  if (!("value" in before)) return before;
  if (!("value" in after)) return after;
  const frames = after.value.frames - before.value.frames;
  if (frames <= 0) return { undetermined: "no frame came out" };
  const cpuMs = after.value.cpuMs - before.value.cpuMs;
  return { value: { cpuMs, frames, memoryMib: after.value.memoryMib } };
}
