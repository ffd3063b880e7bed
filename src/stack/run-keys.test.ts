import { expect, test } from "vitest";
import { z } from "zod";
import { bytesOf } from "../kernel/byte-size.ts";
import { milliseconds, runKeys } from "./run-keys.ts";

const keys = z.strictObject(runKeys);

test.for([
  [1_048_576, 1_048_576],
  ["512m", 2 ** 29],
  ["512MB", 2 ** 29],
  ["2g", 2 ** 31],
  ["1.5GiB", 1.5 * 2 ** 30],
  ["64k", 65_536],
  ["100b", 100],
  ["100", 100],
] as const)("a size that is written %j is one of %d bytes, as Compose has it", ([written, bytes]) => {
  expect(keys.parse({ mem_limit: written }).mem_limit).toBe(written);
  expect(bytesOf(written)).toBe(bytes);
});

test.for([
  { mem_limit: "much" },
  { mem_limit: 0 },
  { cpus: "all" },
  { stop_grace_period: "soon" },
  { logging: { driver: "syslog" } },
  { logging: { driver: "none" } },
  { logging: { options: { "max-size": "1k" } } },
  { deploy: { replicas: 3 } },
  { deploy: { resources: { limits: { devices: 1 } } } },
  { ulimits: { nofile: { soft: 1_024 } } },
  { tmpfs: ["/data"] },
])("what a container of a run would not have alike is an error: %j", (written) => {
  expect(keys.safeParse(written).success).toBe(false);
});

test("labels are read in both of their spellings", () => {
  expect(keys.parse({ labels: ["team=cameras", "url=a=b", "flag"] }).labels).toEqual({
    ...{ team: "cameras", url: "a=b", flag: "" },
  });
  expect(keys.parse({ labels: { team: "cameras", floor: 3 } }).labels).toEqual({
    ...{ team: "cameras", floor: "3" },
  });
});

test("a time is the sum of its amounts", () => {
  expect(milliseconds("1m30s")).toBe(90_000);
  expect(() => milliseconds("soon")).toThrow("the duration soon is not written as 500ms, 5s or 1m30s");
});
