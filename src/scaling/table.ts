import type { Line } from "../judges/line.ts";
import type { Measured } from "./measure.ts";
import { type Model, needsOf, type Wanted } from "./needs.ts";
import type { Point } from "./point.ts";

/** What was measured, the lines through it, and what they say of loads that were not made: three tables in Markdown. */
export function scalingTables(all: readonly Measured[], wanted: readonly Wanted[]): string {
  return [
    "### Measured",
    "",
    table(
      [
        ...["broker", "bytes of a frame", "workers", "frames/s", "worker µs/frame", "broker µs/frame"],
        ...["bytes in", "bytes out"],
      ],
      all.flatMap(({ model, points }) => points.map((point) => pointRow(model.title, point))),
    ),
    "",
    "As many as pass through one node, with 256 in flight:",
    "",
    table(
      ["broker", "bytes of a frame", "frames/s"],
      all.flatMap(({ model }) =>
        [...model.ceilings].map(([bytes, rate]) => [model.title, whole(bytes), whole(rate)]),
      ),
    ),
    "",
    "### The lines through it",
    "",
    table(
      ["broker", "of", "each frame", "each KiB", "measured is off by at most"],
      all.flatMap(({ model }) => lineRows(model)),
    ),
    "",
    "### What a load would need",
    "",
    table(
      [
        ...["load", "broker", "workers", "processors of the brokers", "shards"],
        ...["to brokers, Gbit/s", "from brokers, Gbit/s"],
      ],
      wanted.flatMap((load) => all.map(({ model }) => needsRow(model, load))),
    ),
  ].join("\n");
}

function pointRow(title: string, point: Point): string[] {
  const { frameBytes, workers, achievedRate, workerUs, brokerUs, inBytes, outBytes } = point;
  const figures = [achievedRate, workerUs, brokerUs, inBytes, outBytes].map(whole);
  return [title, whole(frameBytes), String(workers), ...figures];
}

function lineRows({ title, workerUs, brokerUs, inBytes, outBytes }: Model): string[][] {
  const row = (of: string, unit: string, { perFrame, perKib, offPercent }: Line) => [
    ...[title, of, `${whole(perFrame)} ${unit}`, `${perKib.toFixed(1)} ${unit}`, `${whole(offPercent)} %`],
  ];
  return [
    row("processor time of workers", "µs", workerUs),
    row("processor time of the broker", "µs", brokerUs),
    row("network to the broker", "B", inBytes),
    row("network from the broker", "B", outBytes),
  ];
}

function needsRow(model: Model, wanted: Wanted): string[] {
  const { workers, brokerProcessors, shards, gbitIn, gbitOut } = needsOf(model, wanted);
  const load = `${whole(wanted.framesPerSecond)} frames/s of ${whole(wanted.frameBytes)} bytes`;
  return [
    ...[load, model.title, whole(workers), whole(brokerProcessors), whole(shards)],
    ...[gbitIn, gbitOut].map((gbit) => gbit.toFixed(1)),
  ];
}

function whole(value: number): string {
  // Rounded to nothing, whatever its sign.
  return (Math.round(value) || 0).toLocaleString("en", { maximumFractionDigits: 0 });
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}
