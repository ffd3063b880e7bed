import type { Broker } from "../brokers/broker.ts";
import { targetOfRunning } from "../brokers/target-from.ts";
import { throughput } from "../compare/throughput.ts";
import type { RunningService } from "../stack/running-service.ts";
import { type Model, modelOf, type Wanted } from "./needs.ts";
import { measurePoint, type Point, type PointLoad } from "./point.ts";

const MESSAGE_BYTES = 1_024;
const PICTURE_BYTES = 70_000;

/** Loads that a host of two processors carries beside the broker: of one to four workers, and of sizes in between. */
const LOADS: readonly PointLoad[] = [
  { frameBytes: MESSAGE_BYTES, workers: 1, framesPerSecond: 1_000 },
  { frameBytes: MESSAGE_BYTES, workers: 2, framesPerSecond: 1_000 },
  { frameBytes: MESSAGE_BYTES, workers: 4, framesPerSecond: 1_000 },
  { frameBytes: 16 * 1_024, workers: 1, framesPerSecond: 300 },
  { frameBytes: PICTURE_BYTES, workers: 1, framesPerSecond: 100 },
  { frameBytes: PICTURE_BYTES, workers: 2, framesPerSecond: 100 },
  { frameBytes: PICTURE_BYTES, workers: 4, framesPerSecond: 100 },
];

/** What is asked of the model: a million messages a second, and ten thousand cameras of 25 frames a second each. */
export const WANTED: readonly Wanted[] = [
  { frameBytes: MESSAGE_BYTES, framesPerSecond: 1_000_000 },
  { frameBytes: PICTURE_BYTES, framesPerSecond: 250_000 },
];

const CEILING = { inFlight: 256, warmupSeconds: 1, seconds: 5 };

/** What was measured of a broker, and the model of it. */
export interface Measured {
  model: Model;
  points: readonly Point[];
}

/** Measures a broker that holds no frame. @param tell told before each measurement */
export async function measured(
  broker: Broker,
  service: RunningService,
  tell: (what: string) => void,
): Promise<Measured> {
  const points: Point[] = [];
  for (const load of LOADS) {
    const { workers, framesPerSecond, frameBytes } = load;
    tell(`${broker.title}: ${framesPerSecond} frames/s of ${frameBytes} bytes, ${workers} workers`);
    points.push(await measurePoint(broker, service, load));
  }
  const frames = broker.at(await targetOfRunning(broker, service));
  const ceilings = new Map<number, number>();
  for (const { frameBytes } of WANTED) {
    tell(`${broker.title}: as many frames of ${frameBytes} bytes as pass through it`);
    ceilings.set(frameBytes, (await throughput(frames, { frameBytes, ...CEILING })).framesPerSecond);
  }
  return { model: modelOf(broker.title, points, ceilings), points };
}
