import { expect, test } from "vitest";
import { diskStats } from "./disk-stats.ts";

const RECORDED = `   7       0 loop0 151366 2 1516776 12877 421698 3157 6103820 322165 0 285956 540363 0 0 0 0 322417 205320
 254       0 vda 374412 85970 42608506 99371 45712547 9707469 1000016008 10509074 0 3669744 12837250 4915936 34042 738397632 662434 13310996 1566369
 254      10 vdk 1 1 1 1 1 1 1 1 0 1 1
`;

test("a disk is found by its numbers", () => {
  expect(diskStats(RECORDED, "254:0")).toEqual({
    writtenBytes: 1_000_016_008 * 512,
    flushes: 13_310_996,
    busyMs: 3_669_744,
  });
});

test("a kernel before 5.5 counts no flushes", () => {
  expect(diskStats(RECORDED, "254:10")).toEqual({ writtenBytes: 512, busyMs: 1 });
});

test("another disk is not there", () => {
  expect(diskStats(RECORDED, "54:0")).toBeUndefined();
});
