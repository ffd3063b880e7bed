import type { FrameHistory } from "../history.ts";
import { dueAt, type Schedule } from "../schedule.ts";
import type { Ticks } from "../ticks.ts";
import type { TimelineLine } from "../timeline.ts";

interface Frames {
  history: FrameHistory;
  schedules: readonly Schedule[];
  ticks: Ticks;
}

/** The timelines of several workers as one: counts add up, and the latencies of each second are told anew by all frames. */
export function mergedTimeline(of: readonly (readonly TimelineLine[])[], frames: Frames): TimelineLine[] {
  const seconds = Math.max(0, ...of.map(({ length }) => length));
  const latencies = latenciesBySecond(frames, seconds);
  let backlog = 0;
  return Array.from({ length: seconds }, (_, index) => {
    const lines = of.flatMap((each) => each[index] ?? []);
    const sum = (name: "sent" | "confirmed" | "refused" | "received") =>
      lines.reduce((total, line) => total + line[name], 0);
    const lags = lines.flatMap(({ generatorLagMs }) => generatorLagMs ?? []);
    const [confirmed, received] = [sum("confirmed"), sum("received")];
    backlog = Math.max(0, backlog + confirmed - received);
    const sorted = (latencies[index] ?? new Float32Array()).sort();
    const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
    return {
      ...{ second: index + 1, sent: sum("sent"), confirmed, refused: sum("refused"), received },
      ...{ p50Ms: at(0.5), p99Ms: at(0.99), backlog },
      generatorLagMs: lags.length === 0 ? null : Math.max(...lags),
    };
  });
}

/** Of the frames that came in each second since the start, in no order. */
function latenciesBySecond(frames: Frames, seconds: number): Float32Array[] {
  const counts = new Uint32Array(seconds);
  forEach(frames, (second) => {
    counts[second] = (counts[second] ?? 0) + 1;
  });
  const latencies = Array.from(counts, (count) => new Float32Array(count));
  forEach(frames, (second, latencyMs) => {
    const of = latencies[second];
    const left = (counts[second] ?? 0) - 1;
    if (of) of[left] = latencyMs;
    counts[second] = left;
  });
  return latencies;
}

function forEach(
  { history, schedules, ticks }: Frames,
  visit: (second: number, latencyMs: number) => void,
): void {
  for (const [index, { receptions, places, attempted }] of history.producers.entries()) {
    const schedule = schedules[index] as Schedule;
    for (let sequence = 0; sequence < attempted; sequence += 1) {
      if (receptions[sequence] === 0) continue;
      const place = places[sequence] ?? 0;
      visit(
        Math.floor(ticks.since(ticks.startMs, place) / 1e3),
        ticks.since(dueAt(schedule, sequence), place),
      );
    }
  }
}
