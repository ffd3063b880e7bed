import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { BEAT_MS, Heartbeat, SILENT_MS } from "./heartbeat.ts";

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

function beating() {
  const counts = { beats: 0, losses: 0 };
  const heartbeat = new Heartbeat(
    () => {
      counts.beats += 1;
    },
    () => {
      counts.losses += 1;
    },
  );
  return { counts, heartbeat };
}

test("a side that says something now and then is there", () => {
  const { counts, heartbeat } = beating();
  for (let spell = 0; spell < 5; spell += 1) {
    vi.advanceTimersByTime(SILENT_MS - BEAT_MS);
    heartbeat.heard();
  }

  expect(counts).toEqual({ beats: (5 * (SILENT_MS - BEAT_MS)) / BEAT_MS, losses: 0 });
});

test("one that says nothing for too long is lost, once", () => {
  const { counts } = beating();
  vi.advanceTimersByTime(SILENT_MS + BEAT_MS);
  const { beats } = counts;
  vi.advanceTimersByTime(10 * SILENT_MS);

  expect(counts).toEqual({ beats, losses: 1 });
});

test("nothing is said or lost once it is over", () => {
  const { counts, heartbeat } = beating();
  heartbeat[Symbol.dispose]();
  vi.advanceTimersByTime(10 * SILENT_MS);

  expect(counts).toEqual({ beats: 0, losses: 0 });
});
