import { type Line, lineThrough, onLine } from "../judges/line.ts";
import type { Point } from "./point.ts";

/** What is known of a broker, and of who sends to it: what a frame takes by its size, and how many pass through one node. */
export interface Model {
  title: string;
  /** Processor time of a frame, µs. */
  workerUs: Line;
  brokerUs: Line;
  /** Bytes to the broker and from it. */
  inBytes: Line;
  outBytes: Line;
  /** Frames a second that passed through one node at most, by the size of a frame. */
  ceilings: ReadonlyMap<number, number>;
}

/** A load that nothing here can make. */
export interface Wanted {
  frameBytes: number;
  framesPerSecond: number;
}

/** What such a load needs, by the model. Processors are those of this host. */
export interface Needs {
  workers: number;
  brokerProcessors: number;
  shards: number;
  /** To the brokers and from them, Gbit/s; with copies those from the primary to its replicas too. */
  gbitIn: number;
  gbitOut: number;
}

/** How far processors, and what a node can take, may be used: what fails over, and what comes in bursts, need the other half. */
const USED = 0.5;
/** Replicas of each shard's primary, as in profile ha. */
const REPLICAS = 2;

/** @param ceilings frames a second through one node at most, by the size of a frame */
export function modelOf(title: string, points: readonly Point[], ceilings: Model["ceilings"]): Model {
  const line = (of: (point: Point) => number) =>
    lineThrough(points.map((point) => ({ frameBytes: point.frameBytes, value: of(point) })));
  return {
    title,
    workerUs: line(({ workerUs }) => workerUs),
    brokerUs: line(({ brokerUs }) => brokerUs),
    inBytes: line(({ inBytes }) => inBytes),
    outBytes: line(({ outBytes }) => outBytes),
    ceilings,
  };
}

/** @throws Error where no ceiling is known for frames of that size */
export function needsOf(model: Model, { frameBytes, framesPerSecond }: Wanted): Needs {
  const ceiling = model.ceilings.get(frameBytes);
  if (ceiling === undefined) throw new Error(`no ceiling of ${model.title} for ${frameBytes} bytes`);
  const processors = (line: Line) => (framesPerSecond * onLine(line, frameBytes)) / 1e6;
  const gbit = (line: Line) => (framesPerSecond * onLine(line, frameBytes) * 8) / 1e9;
  const [gbitIn, gbitOut] = [gbit(model.inBytes), gbit(model.outBytes)];
  return {
    workers: Math.ceil(processors(model.workerUs) / USED),
    // A replica writes what the primary writes; that it sends nothing to consumers is not taken off.
    brokerProcessors: Math.ceil((processors(model.brokerUs) * (1 + REPLICAS)) / USED),
    shards: Math.ceil(framesPerSecond / (ceiling * USED)),
    gbitIn,
    gbitOut: gbitOut + REPLICAS * gbitIn,
  };
}
