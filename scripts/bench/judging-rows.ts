import { line } from "../../src/brokers/bench.ts";
import type { Judging } from "./judging.ts";
import type { Row } from "./row.ts";

/** The counters of each producer are beside its frames. */
const COUNTERS_BYTES = 0.01;
/** Of a hundred million frames; fewer have to take as much less. */
const MOST = { frames: 100_000_000, seconds: 60, gibibytes: 4 };

/** What judging that many frames took, beside what it may take: the minute is for merging and judging together. */
export function judgingRows(frames: number, judged: Judging): Row[] {
  const share = frames / MOST.frames;
  // A process has to start, and to compile, whatever it judges.
  const seconds = Math.max(3, MOST.seconds * share);
  return [
    line(`${frames.toLocaleString("en")} frames judged`, judged.seconds, "s", {
      target: { lessThan: seconds },
    }),
    line("  history", judged.bytesPerFrame, "bytes a frame", { target: { lessThan: 6 + COUNTERS_BYTES } }),
    line("  result of a worker", judged.result.bytesPerFrame, "bytes a frame", { target: { lessThan: 6 } }),
    line("  written", judged.result.writtenSeconds, "s"),
    line("  read and merged", judged.result.mergedSeconds, "s", {
      target: { lessThan: Math.round(seconds - judged.seconds) },
    }),
    // Node itself takes some, whatever it judges.
    line("  memory of the process, at most", judged.mebibytes, "MiB", {
      target: { lessThan: Math.max(256, MOST.gibibytes * 1_024 * share) },
    }),
    line("  figures other than planted", judged.misjudged.length, "", { target: { lessThan: 1 } }),
  ];
}
