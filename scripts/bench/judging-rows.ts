import { line } from "../../src/brokers/bench.ts";
import type { Judging } from "./judging.ts";
import type { Row } from "./row.ts";

/** The counters of each producer are beside its frames. */
const COUNTERS_BYTES = 0.01;
/** Of a hundred million frames; fewer have to take as much less. */
const MOST = { frames: 100_000_000, seconds: 60, gibibytes: 4 };

/** What judging that many frames took, beside what it may take. */
export function judgingRows(frames: number, judged: Judging): Row[] {
  const share = frames / MOST.frames;
  return [
    line(`${frames.toLocaleString("en")} frames judged`, judged.seconds, "s", {
      target: { lessThan: MOST.seconds * share },
    }),
    line("  history", judged.bytesPerFrame, "bytes a frame", { target: { lessThan: 6 + COUNTERS_BYTES } }),
    // Node itself takes some, whatever it judges.
    line("  memory of the process, at most", judged.mebibytes, "MiB", {
      target: { lessThan: Math.max(256, MOST.gibibytes * 1_024 * share) },
    }),
    line("  figures other than planted", judged.misjudged.length, "", { target: { lessThan: 1 } }),
  ];
}
