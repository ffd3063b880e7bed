import { expect, test } from "vitest";
import { resultsWith } from "../testing.ts";
import { hostsOf, verifiedRows } from "./verified-rows.ts";

const results = resultsWith();
const { host, startedAt, durationMs } = results;
const part = (number: number, cores: number) => ({ number, startedAt, durationMs, host: { ...host, cores } });
const merged = { of: 3, division: [], missing: [], parts: [part(1, 2), part(2, 8), part(3, 2)] };

test("a run has one host, with its Node", () => {
  expect(hostsOf(results)).toEqual(["Debian 13, 2 x CPU, 8 GiB"]);
  expect(verifiedRows(results, "en").slice(1, 3)).toEqual([
    ["Host", "Debian 13, kernel 6.12, 2 x CPU, 8 GiB"],
    ["Node", "v24"],
  ]);
});

test("a merged report has the host of each shard, and on the first page each machine once", () => {
  expect(hostsOf({ host, merged })).toEqual(["Debian 13, 2 x CPU, 8 GiB", "Debian 13, 8 x CPU, 8 GiB"]);
  expect(verifiedRows({ ...results, merged }, "en")[2]).toEqual([
    "Host of shard 2",
    "Debian 13, kernel 6.12, 8 x CPU, 8 GiB, Node v24; started 25 November 2026 at 21:20 UTC, took 1 min 1 s",
  ]);
  expect(verifiedRows({ ...results, merged }, "pl")[1]?.[0]).toBe("Host części 1");
});
