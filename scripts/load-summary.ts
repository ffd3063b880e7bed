import { FIRST } from "../src/judges/delivery.ts";
import type { LatencyFigures } from "../src/judges/latency.ts";
import type { Finding } from "../src/judges/load.ts";
import type { ControlResult } from "../src/traffic/control-run.ts";
import type { LoadResult } from "../src/traffic/load-result.ts";
import { lessThanShare } from "../src/traffic/shares.ts";
import type { WorkerReport } from "../src/traffic/workers/worker-report.ts";

const MARKS = { met: "✔", "not-met": "✖", undetermined: "?" };
const ENDS = {
  holds: "The load test holds.",
  "does not hold": "The load test does not hold.",
  undetermined: "Undetermined: the run did not show what it should.",
};

/** The result as a table for a person, the success rate on a line of its own. */
export function loadSummary(result: LoadResult): string {
  const { delivery, verdict, latencies, drain } = result;
  const success = verdict.findings.find(({ name }) => name === "success rate");
  const counts = Object.entries(delivery).filter(([, value]) => typeof value === "number");
  return [
    "",
    "Frames",
    ...counts.map(([name, value]) => row(name, Number(value).toLocaleString("en"), firstOf(result, name))),
    "",
    "Latency from due, ms",
    ...Object.entries(latencies).map(([name, figures]) =>
      row(name === "lag" ? "sent" : name, describeLatency(figures)),
    ),
    "",
    "Run",
    row("measured", `${result.measuredSeconds.toFixed(1)} s`),
    row("drain", drain.ended),
    row("frame size", describeSize(result)),
    row("interruption", describeInterruption(result)),
    row(
      "clocks",
      `agree within ${result.clock.withinMs.toFixed(2)} ms${result.clock.acrossHosts ? ", between hosts: no latency is known better" : ""}`,
    ),
    row("generator", describeGenerator(result)),
    ...workerRows(result),
    ...lessThanShare(result.shares).map((who) => row("producers", who)),
    ...Object.entries(result.refusals).map(([reason, times]) => row("refused", `${times} x ${reason}`)),
    ...Object.entries(result.connectionLosses).map(([reason, times]) =>
      row("lost link", `${times} x ${reason}`),
    ),
    ...(result.adopted > 0 ? [row("adopted", `${result.adopted} frames of others`)] : []),
    ...(result.isInterrupted ? [row("interrupted", "the run was ended before its time")] : []),
    ...(result.control
      ? ["", "Control: the same load without a broker", ...controlRows(result.control)]
      : []),
    "",
    "Judged",
    ...verdict.findings.map(describeFinding),
    "",
    `Success rate: ${success?.measured || "none"}`,
    ENDS[verdict.status],
  ].join("\n");
}

function workerRows({ workers = [] }: LoadResult): string[] {
  if (workers.length === 0) return [];
  const [there, of] = [workers.filter(({ missing }) => missing === undefined).length, workers.length];
  const lost = workers.flatMap(({ worker, missing }) =>
    missing === undefined ? [] : [row("missing", `worker ${worker}: ${missing}`)],
  );
  if (workers.some(({ host }) => host !== undefined))
    return [row("workers", `results of ${there} of ${of}`), ...workers.map(describeClock), ...lost];
  const apart = workers.map(({ clock }) => Math.max(Math.abs(clock.leastMs), Math.abs(clock.mostMs)));
  const told = `results of ${there} of ${of}; clocks within ${Math.max(...apart).toFixed(2)} ms of this process's`;
  return [row("workers", told), ...lost];
}

/** Hosts have clocks of their own: by how much one is ahead of the coordinator's, as far as that is known. */
function describeClock({ worker, host, clock: { leastMs, mostMs } }: WorkerReport): string {
  const [aheadMs, withinMs] = [(leastMs + mostMs) / 2, Math.abs(mostMs - leastMs) / 2];
  const ahead = `${Math.abs(aheadMs).toFixed(2)} ms ${aheadMs < 0 ? "behind" : "ahead of"} the coordinator's`;
  return row(`worker ${worker}`, `on ${host}, its clock ${ahead}, ± ${withinMs.toFixed(2)} ms`);
}

function controlRows(control: ControlResult): string[] {
  const { folder, isTheBrokersDisk } = control.disk;
  const where = row("disk", `${folder}, ${isTheBrokersDisk ? "the brokers' own" : "not the brokers'"}`);
  if ("unknown" in control) return [row("unknown", control.unknown), where];
  const { received, fsync, processorMsPer1000, generator } = control;
  return [
    row("received", describeLatency(received)),
    row("fsync", describeLatency(fsync)),
    where,
    row("generator", `${generator.late} of ${generator.sent} frames late by its own fault`),
    row("cost", `${processorMsPer1000.toFixed(0)} ms of processor time for 1,000 frames`),
  ];
}

function describeLatency(figures: LatencyFigures | undefined): string {
  if (!figures) return "too few";
  const { p50Ms, p90Ms, p99Ms, p999Ms, maxMs } = figures;
  const named = { p50: p50Ms, p90: p90Ms, p99: p99Ms, "p99.9": p999Ms, max: maxMs };
  return Object.entries(named)
    .map(([figure, value]) => `${figure} ${value.toFixed(2)}`)
    .join("  ");
}

function row(name: string, value: string, rest = ""): string {
  return `  ${name.padEnd(12)} ${value}${rest}`;
}

function firstOf({ delivery }: LoadResult, name: string): string {
  const ids = delivery.first[name as keyof typeof delivery.first] ?? [];
  if (ids.length === 0) return "";
  const total = delivery[name as "lost"];
  const where = name === "lost" ? ` (${describeWhere(delivery.lostWhere)})` : "";
  return `${where}  ${ids.map(({ sequence }) => `#${sequence}`).join(" ")}${total > FIRST ? " ..." : ""}`;
}

function describeWhere(where: LoadResult["delivery"]["lostWhere"]): string {
  return Object.entries(where)
    .map(([place, frames]) => `${place} ${frames}`)
    .join(", ");
}

function describeGenerator({ generator, busy }: LoadResult): string {
  const share = (of: number[]) => of.map((each) => `${Math.round(each * 100)} %`).join(", ");
  return `${generator.late} of ${generator.sent} frames late by its own fault; busy: producers ${share(busy.producers)}, consumers ${share(busy.consumers)}`;
}

function describeSize({ bytes }: LoadResult): string {
  const [mean, least] = [bytes.mean, bytes.least].map((each) => Math.round(each).toLocaleString("en"));
  return mean === least ? `${mean} bytes` : `${mean} bytes on average, ${least} of the smallest`;
}

function describeInterruption({ interruption: { confirmed, received } }: LoadResult): string {
  return `${confirmed.toFixed(1)} s without a confirmed frame, ${received.toFixed(1)} s without a received one`;
}

function describeFinding({ name, status, measured, expected, reason }: Finding): string {
  const told = `${measured || "not measured"}, expected ${expected}`;
  return `${MARKS[status]} ${name.padEnd(14)} ${told}${reason ? ` (undetermined: ${reason})` : ""}`;
}
