import { expect, test } from "vitest";
import { readComposeFile } from "./compose-file.ts";
import { bindMounts, healthCheck, placedVolumes } from "./container-options.ts";

const TIMES = { timeout: "5s", retries: 3, start_period: "2m" };
const check = (interval: string) => ({
  healthcheck: { test: ["CMD", "true"] satisfies ["CMD", string], interval, ...TIMES },
});
const VOLUMES = [
  { kind: "bind" as const, source: "./config/redis", target: "/etc/redis", readOnly: true },
  { kind: "bind" as const, source: "/dev/shm", target: "/shm", readOnly: false },
  { kind: "volume" as const, source: "redis-data", target: "/data", readOnly: false },
  { kind: "volume" as const, source: "other-data", target: "/other", readOnly: false },
];

test.each([
  ["500ms", 500],
  ["5s", 5_000],
  ["1m", 60_000],
  ["1m30s", 90_000],
  ["1h", 3_600_000],
  ["1.5s", 1_500],
])("a health check every %s is one every %d ms", (written, interval) => {
  expect(healthCheck(check(written))).toEqual({
    ...{ test: ["CMD", "true"], interval, timeout: 5_000, retries: 3, startPeriod: 120_000 },
  });
});

test.each(["5", "1d", "1m 30s", "", "-1s"])(
  "a time that is written %j is refused, rather than guessed at",
  (written) => {
    expect(() => healthCheck(check(written))).toThrow(
      `the duration ${written} is not written as 500ms, 5s or 1m30s`,
    );
  },
);

test("every service of the compose file has times that are understood", () => {
  for (const service of Object.values(readComposeFile({ dotEnv: false }).services)) {
    expect(healthCheck(service).interval).toBeGreaterThan(0);
  }
});

test("folders are mounted from below the compose file, as writable as it says", () => {
  expect(bindMounts({ volumes: VOLUMES }, "/srv/broker")).toEqual([
    { source: "/srv/broker/config/redis", target: "/etc/redis", mode: "ro" },
    { source: "/dev/shm", target: "/shm", mode: "rw" },
  ]);
});

test("a volume is a real one where it was placed, and anonymous anywhere else", () => {
  expect(placedVolumes({ volumes: VOLUMES }, new Map([["redis-data", "signoff-disk-1"]]))).toEqual([
    { source: "signoff-disk-1", target: "/data", mode: "rw" },
  ]);
  expect(placedVolumes({ volumes: VOLUMES }, new Map())).toEqual([]);
});
