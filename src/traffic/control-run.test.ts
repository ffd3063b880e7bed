import { expect, test } from "vitest";
import type { EchoReport } from "../brokers/control/running-control.ts";
import { controlFigures, controlResult } from "./control-run.ts";
import type { LoadRun } from "./load-run.ts";

const ALL = { attempted: 100, confirmed: 100, received: 100, corrupted: 0, duplicated: 0 };
const ECHO: EchoReport = { fsyncs: { atMs: [500], tookMs: [2] }, bytesOnDisk: 6_800, processorMs: 1 };

const runOf = (delivery: Partial<LoadRun["delivery"]> = {}) =>
  ({
    startMs: 0,
    delivery: { ...ALL, ...delivery },
    bytes: { mean: 64, least: 64 },
    latenciesBySecond: [{ fromMs: 0, toMs: 1_000 }],
    processorMs: { producers: [2, 3], consumers: [4] },
  }) as unknown as LoadRun;

test("a control that did its work tells its figures, fsyncs by the second and what it cost", () => {
  const { fsyncsBySecond, processorMsPer1000 } = controlFigures(runOf(), ECHO);

  expect(fsyncsBySecond.map(({ tookMs }) => [...tookMs])).toEqual([[2]]);
  expect(processorMsPer1000).toBe(100);
});

test("fsyncs of all seconds are told together, and a control without figures as it is", () => {
  const seconds = [0, 1].map((second) => ({
    fromMs: second * 1e3,
    toMs: second * 1e3 + 1e3,
    tookMs: new Float32Array(100).fill(1 + second),
  }));
  const figures = { ...controlFigures(runOf(), ECHO), fsyncsBySecond: seconds };
  const disk = { folder: "/", isTheBrokersDisk: true };

  expect(controlResult({ disk, figures })).toMatchObject({
    disk,
    fsync: { count: 200, p50Ms: expect.closeTo(1, 2), p99Ms: expect.closeTo(2, 2) },
    processorMsPer1000: 100,
  });
  expect(controlResult({ disk, unknown: "ENOSPC" })).toEqual({ disk, unknown: "ENOSPC" });
});

test.for([
  ["answers without having sent all of it", {}, { bytesOnDisk: 6_399 }, /its disk holds 6399 bytes of 6400/],
  ["never syncs", {}, { fsyncs: { atMs: [], tookMs: [] } }, /its disk was never synced/],
  ["hands out less than it confirmed", { received: 99 }, {}, /of 100 frames 100 confirmed, 99 received/],
  ["confirms less than was due", { confirmed: 99 }, {}, /of 100 frames 99 confirmed/],
  ["changes frames", { corrupted: 1 }, {}, /1 corrupted/],
  ["had nothing to do", { attempted: 0, confirmed: 0, received: 0 }, {}, /no frame was due/],
] as const)("a control that %s has no figures", ([, delivery, echo, reason]) => {
  expect(() => controlFigures(runOf(delivery), { ...ECHO, ...echo } as EchoReport)).toThrow(reason);
});
