import { deeplyWithoutSecrets } from "../kernel/secrets.ts";
import { COMPARISON_EVIDENCE } from "../report/results/comparison-evidence.ts";
import { windowsTogether } from "../suite/load-bench/windows-together.ts";
import { rawFiles } from "../traffic/load-result.ts";
import type { LoadRun } from "../traffic/load-run.ts";
import type { ComparedTopology, Comparison } from "./comparison.ts";
import { faultFile, topologyFile } from "./evidence-paths.ts";
import { FAULT_IDS } from "./fault-list.ts";
import { valuesOf } from "./figure.ts";

/** Everything that a comparison rests on, as files by their path below reports/. */
export function evidenceOf(comparison: Comparison): Record<string, string> {
  const { brokers, environment, ...order } = comparison;
  const files: Record<string, string> = {
    [`${COMPARISON_EVIDENCE}/comparison.json`]: json({
      ...order,
      environment,
      brokers: brokers.map(({ cells: _cells, topologies, ...told }) => ({
        ...told,
        topologies: topologies.map(({ rounds: _rounds, ...of }) => of),
      })),
    }),
  };
  for (const { id, topologies, cells } of brokers) {
    for (const each of topologies) Object.assign(files, filesOf(id, each));
    for (const fault of FAULT_IDS) files[faultFile(id, fault)] = json(cells[fault]);
  }
  return files;
}

function filesOf(broker: string, { topology, settings, rounds }: ComparedTopology): Record<string, string> {
  const { values } = valuesOf(rounds.map(({ load }) => load));
  const told = rounds.map(({ load, ...rest }, index) => ({
    round: index + 1,
    ...rest,
    load: "value" in load ? { value: toldOf(load.value) } : load,
  }));
  const raw = isSome(values) ? rawFiles(windowsTogether(values)) : {};
  const files = { ...raw, "rounds.json": json({ settings, rounds: told }) };
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [topologyFile(broker, topology, name), content]),
  );
}

/** A load without what other files hold. */
function toldOf({
  histograms: _histograms,
  timeline: _timeline,
  window: _window,
  latenciesBySecond: _bySecond,
  ...told
}: LoadRun) {
  return told;
}

function isSome<T>(all: readonly T[]): all is readonly [T, ...T[]] {
  return all.length > 0;
}

function json(value: unknown): string {
  return `${JSON.stringify(deeplyWithoutSecrets(value), null, 2)}\n`;
}
