import { expect, test } from "vitest";
import { fsyncSeconds } from "./fsync-seconds.ts";

test("an fsync belongs to the second in which it began; those of the warm-up, and after the window, to none", () => {
  const seconds = [
    { fromMs: 1_000, toMs: 2_000 },
    { fromMs: 2_000, toMs: 3_000 },
    { fromMs: 3_000, toMs: 3_500 },
  ];
  const fsyncs = { atMs: [999, 1_000, 1_999, 2_000, 3_499, 3_500], tookMs: [1, 2, 3, 4, 5, 6] };

  expect(fsyncSeconds(seconds, fsyncs).map(({ tookMs }) => [...tookMs])).toEqual([[2, 3], [4], [5]]);
});
