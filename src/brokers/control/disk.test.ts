import { fstatSync, readdirSync, readSync } from "node:fs";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { LogOnDisk } from "./disk.ts";

test("what is written is in the file, and the folder shows nothing of it", () => {
  const folder = scratchFolder("log-");
  using log = new LogOnDisk(folder);

  log.write([Buffer.from("one, "), Buffer.alloc(0), Buffer.from("two")]);
  log.write(Array.from({ length: 3_000 }, () => Buffer.from(".")));
  log.sync();

  const { file, earlierBytes } = log.place;
  const read = Buffer.alloc(20);
  readSync(file, read, 0, 20, 0);
  expect(read.toString()).toBe("one, two............");
  expect(fstatSync(file).size + earlierBytes).toBe(3_008);
  expect(readdirSync(folder)).toEqual([]);
});

test("it is never larger than a segment and what is written at once, and tells all that it took", () => {
  const KIB = Buffer.alloc(1_024);
  using log = new LogOnDisk(scratchFolder("log-"), 10 * KIB.length);
  for (let at = 0; at < 35; at += 1) {
    log.write([KIB]);
    expect(fstatSync(log.place.file).size).toBeLessThanOrEqual(10 * KIB.length);
  }

  expect(log.place.earlierBytes).toBe(30 * KIB.length);
  expect(fstatSync(log.place.file).size).toBe(5 * KIB.length);
});

test("a folder that is not there takes no log", () => {
  expect(() => new LogOnDisk("/does/not/exist")).toThrow(/ENOENT/);
});
