import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LatencyFigures, latencyFigures } from "../judges/latency.ts";
import type { LoadVerdict } from "../judges/load.ts";
import { deeplyWithoutSecrets } from "../kernel/secrets.ts";
import { type ControlResult, controlResult } from "./control-run.ts";
import type { ControlledRun } from "./controlled-run.ts";
import { toHgrm } from "./hgrm.ts";
import type { LoadRun } from "./load-run.ts";
import type { WorkerReport } from "./workers/worker-report.ts";

/** What is told as files, or by its figures. */
const RAW = ["histograms", "timeline", "window", "received", "latenciesBySecond"] as const;
const LATENCIES = ["received", "confirmed", "lag"] as const;

/** A run with its verdict as plain data, as `--json` writes it. Latencies run from when a frame was due. */
export interface LoadResult extends Omit<LoadRun, (typeof RAW)[number]> {
  asked: Record<string, string | number>;
  verdict: LoadVerdict;
  latencies: Partial<Record<(typeof LATENCIES)[number], LatencyFigures>>;
  control?: ControlResult;
  /** Of a load of several workers. */
  workers?: readonly WorkerReport[];
}

export function resultOf(
  run: ControlledRun & Pick<LoadResult, "workers">,
  { asked, verdict }: Pick<LoadResult, "asked" | "verdict">,
): LoadResult {
  const {
    histograms,
    timeline: _timeline,
    window: _window,
    received: _received,
    latenciesBySecond: _bySecond,
    control,
    ...told
  } = run;
  const latencies = LATENCIES.flatMap((name) => {
    const figures = latencyFigures(histograms[name]);
    return figures ? [[name, figures]] : [];
  });
  return deeplyWithoutSecrets({
    ...{ asked, verdict, ...told, latencies: Object.fromEntries(latencies) },
    ...(control ? { control: controlResult(control) } : {}),
  });
}

/** The raw figures of a run as files: a histogram of each latency, and the timeline second by second as JSON lines. */
export function rawFiles({ histograms, timeline }: LoadRun): Record<string, string> {
  return {
    ...Object.fromEntries(LATENCIES.map((name) => [`${name}.hgrm`, toHgrm(histograms[name])])),
    "timeline.jsonl": timeline.map((line) => `${JSON.stringify(line)}\n`).join(""),
  };
}

/** @param raw as {@link rawFiles} has them */
export function writeFolder(folder: string, raw: Readonly<Record<string, string>>, result: LoadResult): void {
  mkdirSync(folder, { recursive: true });
  const files = { ...raw, "result.json": `${JSON.stringify(result, null, 2)}\n` };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}
