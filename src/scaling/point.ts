import type { Broker } from "../brokers/broker.ts";
import { targetOfRunning } from "../brokers/target-from.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { type ContainersUse, useOf } from "../stack/containers-use.ts";
import type { RunningService } from "../stack/running-service.ts";
import { LocalWorkplace } from "../traffic/workers/local-workplace.ts";
import { carryOutWithWorkers } from "../traffic/workers/workers-order.ts";
import type { WorkersRun } from "../traffic/workers/workers-run.ts";

/** A load that is measured for what it takes. */
export interface PointLoad {
  frameBytes: number;
  /** Each with a producer and a consumer. */
  workers: number;
  framesPerSecond: number;
}

/** What a load took, for each of its frames. */
export interface Point extends PointLoad {
  /** Frames a second that were sent in the measured window. */
  achievedRate: number;
  /** Processor time of all threads that send and receive, µs. */
  workerUs: number;
  /** Processor time of the broker's container, µs. */
  brokerUs: number;
  /** Bytes to the broker and from it, with all that carries them. */
  inBytes: number;
  outBytes: number;
}

const SECONDS = { warmupSeconds: 2, durationSeconds: 10 };

/** Sends that load to a broker that holds no frame, and measures what it takes. @throws Undetermined when a frame was not delivered */
export async function measurePoint(broker: Broker, service: RunningService, load: PointLoad): Promise<Point> {
  using workplace = new LocalWorkplace();
  const { frameBytes, workers, framesPerSecond } = load;
  const before = await useOf([service]);
  const run = await carryOutWithWorkers(
    {
      target: await targetOfRunning(broker, service),
      source: { frameBytes },
      ...{ framesPerSecond, producers: workers, consumers: workers, ...SECONDS, mustBeFree: true },
    },
    { workers, workplace, onThisHost: workers },
  );
  return pointOf(load, run, { before, after: await useOf([service]) });
}

/** @throws Undetermined when a frame was not delivered: what each takes is not known then */
export function pointOf(
  load: PointLoad,
  { delivery, processorMs, achievedRate }: Pick<WorkersRun, "delivery" | "processorMs" | "achievedRate">,
  { before, after }: Record<"before" | "after", ContainersUse>,
): Point {
  const { attempted: frames, received } = delivery;
  if (frames === 0 || received < frames)
    throw new Undetermined(`of ${frames} frames ${received} came out: what each takes is not known`);
  const threadsMs = [...processorMs.producers, ...processorMs.consumers].reduce((sum, ms) => sum + ms, 0);
  return {
    ...load,
    achievedRate,
    workerUs: (threadsMs / frames) * 1e3,
    brokerUs: ((after.cpuMs - before.cpuMs) / frames) * 1e3,
    inBytes: (after.network.in - before.network.in) / frames,
    outBytes: (after.network.out - before.network.out) / frames,
  };
}
