import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judgeDelivery } from "../../src/judges/delivery.ts";
import { FrameHistory } from "../../src/traffic/history.ts";
import { merge } from "../../src/traffic/workers/merge.ts";
import { ResultFile } from "../../src/traffic/workers/result-file.ts";
import { writeResult } from "../../src/traffic/workers/write-result.ts";
import { misjudged, type Planted } from "./planted.ts";

export interface Merging {
  /** Of the file, as long as a frame was sent and received once. */
  bytesPerFrame: number;
  writtenSeconds: number;
  /** From the file to a history that can be judged. */
  mergedSeconds: number;
  misjudged: string[];
}

const VERSION = "bench";

/** Writes a history as the result of a worker, reads it again, and judges what was read. */
export function merging({ history, counts }: Planted): Merging {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const path = join(folder, "result");
    const sends = [...history.producers.keys()];
    const nothing = { produced: [], consumed: [], timeline: [], clocks: { producers: [], consumers: [] } };
    const written = seconds(() =>
      writeResult(path, VERSION, { worker: 1, sends, stoppedMs: 0, ...nothing, history }),
    );
    const capacities = history.producers.map(({ producer, capacity }): [number, number] => [
      producer,
      capacity,
    ]);
    const again = FrameHistory.allocate(new Map(capacities));
    const merged = seconds(() => {
      using file = ResultFile.open(path, VERSION, sends.length);
      merge(again, [file]);
    });
    return {
      bytesPerFrame: statSync(path).size / counts.attempted,
      ...{ writtenSeconds: written, mergedSeconds: merged },
      misjudged: misjudged(judgeDelivery(again), counts),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function seconds(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1e3;
}
