import { createHistogram } from "node:perf_hooks";
import { expect, test } from "vitest";
import type { FrameHistory } from "./history.ts";
import { Timeline } from "./timeline.ts";

const ZERO = { attempted: 0, sent: 0, confirmed: 0, refused: 0, received: 0, unanswered: 0 };

/** A history whose counts are those that are put there. */
function historyAt() {
  const history = { counts: { ...ZERO } };
  return { history, timeline: new Timeline(history as unknown as FrameHistory) };
}

function second(of: "received" | "lag", ...milliseconds: number[]) {
  const histogram = createHistogram();
  for (const each of milliseconds) histogram.record(each * 1e6);
  return { kind: "second" as const, of, histogram };
}

test("a second has the frames of that second, and what was confirmed and not received so far", () => {
  const { history, timeline } = historyAt();
  history.counts = { ...ZERO, sent: 100, confirmed: 90, refused: 10, received: 60 };
  timeline.tick();
  history.counts = { ...ZERO, sent: 150, confirmed: 140, refused: 10, received: 130 };

  expect(timeline.tick().line).toMatchObject({
    ...{ second: 2, sent: 50, confirmed: 50, refused: 0, received: 70, backlog: 10 },
  });
  expect(timeline.lines.map(({ second: at }) => at)).toEqual([1, 2]);
});

test("latencies are those of all threads in that second alone, in ms", () => {
  const { timeline } = historyAt();
  timeline.add(second("received", 10, 10));
  timeline.add(second("received", 30));
  timeline.add(second("lag", 2, 5));
  const { line, received } = timeline.tick();

  expect(received.count).toBe(3);
  expect([line.p50Ms, line.p99Ms, line.generatorLagMs].map((ms) => Math.round(ms ?? -1))).toEqual([
    10, 30, 5,
  ]);
  expect(timeline.tick().line).toMatchObject({ p50Ms: null, p99Ms: null, generatorLagMs: null });
});

test("a frame that came out before its confirmation is no backlog", () => {
  const { history, timeline } = historyAt();
  history.counts = { ...ZERO, sent: 5, confirmed: 3, received: 5 };

  expect(timeline.tick().line.backlog).toBe(0);
});
