import { expect, test } from "vitest";
import type { Delivery } from "../judges/delivery.ts";
import { pointOf } from "./point.ts";

const LOAD = { frameBytes: 1_024, workers: 2, framesPerSecond: 100 };
const use = (cpuMs: number, bytes: number) => ({
  cpuMs,
  memoryMib: 1,
  network: { in: bytes, out: 2 * bytes },
});
const point = (received: number) =>
  pointOf(
    LOAD,
    {
      delivery: { attempted: 1_000, received } as Delivery,
      processorMs: { producers: [60, 40], consumers: [100] },
      achievedRate: 99.9,
    },
    { before: use(500, 10_000), after: use(800, 1_110_000) },
  );

test("what a load took is told for each of its frames", () => {
  expect(point(1_000)).toEqual({
    ...LOAD,
    ...{ achievedRate: 99.9, workerUs: 200, brokerUs: 300, inBytes: 1_100, outBytes: 2_200 },
  });
});

test("where frames are missing, what each takes is not known", () => {
  expect(() => point(999)).toThrow("of 1000 frames 999 came out");
});
