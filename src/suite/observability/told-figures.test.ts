import { expect, test } from "vitest";
import { happeningsOf, toldOf } from "./told-figures.ts";

const FRAMES = 7_000;
const OFF = 1.25;

/** Of two figures, whether one could be taken for the other. */
const alike = (a: number, b: number) => Math.max(a, b) / Math.min(a, b) < OFF;

test("with the frames of a load beside them, no figure of a broker could be taken for another", () => {
  for (const index of [0, 1, 2]) {
    const { sent, confirmed, received, refused, lost, duplicated, corrupted } = toldOf(index, FRAMES).counts;
    const all = [sent + FRAMES, confirmed + FRAMES, received + FRAMES, refused, lost, duplicated, corrupted];
    const pairs = all.flatMap((a, i) => all.slice(i + 1).filter((b) => alike(a, b)));

    expect(pairs, `of broker ${index}`).toEqual([]);
  }
});

test.each([
  [0, 1],
  [0, 2],
  [1, 2],
])("no figure of broker %d could be taken for the same of broker %d, which carries more", (one, other) => {
  const [less, more] = [FRAMES * 1.4 ** one, FRAMES * 1.4 ** other];
  const [first, second] = [toldOf(one, less).counts, toldOf(other, more).counts];
  const counted = ["sent", "confirmed", "received"] as const;

  for (const name of counted) expect(alike(first[name] + less, second[name] + more), name).toBe(false);
  for (const name of ["refused", "lost", "duplicated", "corrupted"] as const)
    expect(alike(first[name], second[name]), name).toBe(false);
  const success = (counts: typeof first, load: number) => (counts.received + load) / (counts.sent + load);
  expect(alike(success(first, less), success(second, more))).toBe(false);
});

test("what is told has happened at that moment, and latencies of a load may lie beside", () => {
  const told = toldOf(0, 10);
  const happenings = happeningsOf("redis", told, 5_000, 3);

  expect(happenings).toContainEqual({
    ...{ what: "told-sent", of: { broker: "redis" }, count: 57, fromMs: 5_000, toMs: 5_000 },
  });
  expect(happenings).toContainEqual({
    ...{ what: "latency-buckets", of: { broker: "redis", le: "+Inf" }, count: 10_000, unsure: 3 },
    ...{ fromMs: 5_000, toMs: 5_000 },
  });
});

test("most frames are quick, one in fifty is slow, one in five hundred slower: each percentile is another", () => {
  const counts = new Map(toldOf(0, 10).buckets);

  expect(["0.001", "0.002", "0.05", "0.1", "0.5", "1", "+Inf"].map((le) => counts.get(le))).toEqual([
    ...[0, 9_700, 9_700, 9_980, 9_980, 10_000, 10_000],
  ]);
});
