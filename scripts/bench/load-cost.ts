import type { Broker } from "../../src/brokers/broker.ts";
import { targetOfRunning } from "../../src/brokers/target-from.ts";
import { processorTime } from "../../src/kernel/processor-time.ts";
import type { RunningService } from "../../src/stack/running-service.ts";
import { carryOut } from "../../src/traffic/load-order.ts";
import type { LoadRun } from "../../src/traffic/load-run.ts";

export interface LoadCost {
  run: LoadRun;
  /** Processor time of this process, all threads, per second of load, in percent of one processor. */
  corePercent: number;
}

/** A thousand frames of 1 KiB a second, and what they cost the generator. */
export async function loadCost(
  broker: Broker,
  service: RunningService,
  { seconds }: { seconds: number },
): Promise<LoadCost> {
  const used = processorTime();
  let corePercent = Number.NaN;
  const run = await carryOut(
    {
      target: await targetOfRunning(broker, service),
      framesPerSecond: 1_000,
      warmupSeconds: 5,
      durationSeconds: seconds,
    },
    {
      onSecond: ({ second }) => {
        // From the end of the warm-up on: starting threads and compiling is no cost of a frame.
        if (second === 5) used.begin();
        if (second > 5) corePercent = used.percent();
      },
    },
  );
  return { run, corePercent };
}
