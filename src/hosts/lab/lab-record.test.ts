import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeProcess } from "../../kernel/run-identity.ts";
import { folderOfLab, isAbandonedLab, labFolders, readRecord, writeRecord } from "./lab-record.ts";

const DEAD = "boot/1/0";
const ALIVE = describeProcess(process.pid);
const lab = { name: "trial", maker: DEAD, isKept: false, root: DEAD, init: 1, hosts: [] };

const labs = mkdtempSync(join(tmpdir(), "labs-"));
afterAll(() => rmSync(labs, { recursive: true }));

test("a lab is abandoned with its maker, unless it was to be kept", () => {
  expect(isAbandonedLab({ ...lab, maker: ALIVE })).toBe(false);
  expect(isAbandonedLab({ ...lab, root: ALIVE })).toBe(true);
  expect(isAbandonedLab({ ...lab, isKept: true, root: ALIVE })).toBe(false);
  expect(isAbandonedLab({ ...lab, isKept: true, maker: ALIVE })).toBe(true);
});

test("a record comes back as it was written, and one that was cut off is none", () => {
  const folder = folderOfLab("trial", labs);
  writeRecord(folder, lab);

  expect(readRecord(folder)).toEqual(lab);
  writeFileSync(join(folder, "lab.json"), '{"name":');
  expect(readRecord(folder)).toBeUndefined();
});

test("every folder of a lab is found, with a record or without", () => {
  mkdirSync(join(labs, "empty"), { recursive: true });

  expect(labFolders(labs)).toContain(join(labs, "empty"));
});

test.for(["", "../up", "With Capitals", "-x", "a".repeat(21)])("%j is no name of a lab", (name) => {
  expect(() => folderOfLab(name)).toThrow("small letters");
});
