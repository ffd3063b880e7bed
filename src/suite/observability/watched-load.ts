import type { Broker } from "../../brokers/broker.ts";
import { QUIET_MS } from "../../brokers/emptying.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { LoadMetrics } from "../../traffic/load-metrics.ts";
import { carryOut } from "../../traffic/load-order.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";

export interface WatchedLoadOptions {
  framesPerSecond: number;
  seconds: number;
  /** Size of a frame; 1 KiB without it. */
  frameBytes?: number;
  /** Frames stay with the broker until all were sent. */
  isHeldBack?: boolean;
  /** Called at the end of each second, from 1. */
  onSecond?: (second: number) => void;
  signal?: AbortSignal;
}

/**
 * An open-loop load of small messages that tells a Prometheus how it goes.
 * @throws Undetermined when Prometheus did not take what it was told
 */
export async function watchedLoad(
  { service, broker }: { service: RunningService; broker: Broker },
  prometheus: PrometheusProbe,
  { framesPerSecond, seconds, frameBytes, isHeldBack, onSecond, signal }: WatchedLoadOptions,
): Promise<LoadRun> {
  let refusal: string | undefined;
  const metrics = new LoadMetrics({
    url: await prometheus.remoteWriteUrl(),
    broker: broker.id,
    onFailure: (reason) => {
      refusal = reason;
    },
  });
  const run = await carryOut(
    {
      quietMs: QUIET_MS.unharmed,
      target: await targetOfRunning(broker, service),
      ...(frameBytes ? { source: { frameBytes } } : {}),
      framesPerSecond,
      durationSeconds: seconds,
    },
    {
      metrics,
      onSecond: ({ second }) => onSecond?.(second),
      ...(signal ? { signal } : {}),
      ...(isHeldBack ? { receiveFrom: new AbortController().signal } : {}),
    },
  );
  if (refusal) throw new Undetermined(`Prometheus did not take the figures of the load: ${refusal}`);
  return run;
}
