import { expect, test } from "vitest";
import { writtenBytes } from "./process-writes.ts";

const RECORDED = `rchar: 329769657
wchar: 667375338
syscr: 447799
syscw: 923211
read_bytes: 0
write_bytes: 1974489088
cancelled_write_bytes: 655360
`;

test("what goes to disks counts: no pipe or socket, and nothing that was taken back", () => {
  expect(writtenBytes(RECORDED)).toBe(1_974_489_088);
});

test("a kernel without the accounting gives none", () => {
  expect(writtenBytes("rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\n")).toBeUndefined();
});
