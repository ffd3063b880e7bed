import type { RunningService } from "../../stack/running-service.ts";

/** One line of `redis-benchmark -q`: throughput in operations per second, median latency in milliseconds. */
export interface BenchmarkFigure {
  test: string;
  opsPerSecond: number;
  medianLatencyMs: number;
}

/** How slow the slowest of SET were, in milliseconds. */
export interface BenchmarkTail {
  p99Ms: number;
  maxMs: number;
}

/** Enough that a hundredth of them is more than a few. */
const TAIL_REQUESTS = 20_000;

const FIGURE = /^(.+?): ([\d.]+) requests per second, p50=([\d.]+) msec\s*$/;

/**
 * Runs redis-benchmark next to the server, inside its container, as the plan writes it.
 * @param tests names for `-t`; all of its tests without
 */
export async function redisBenchmark(
  redis: RunningService,
  { requests, tests = [] }: { requests: number; tests?: string[] },
): Promise<{ output: string; figures: BenchmarkFigure[] }> {
  const selection = tests.length > 0 ? ["-t", tests.join(",")] : [];
  const output = await redis.exec(["redis-benchmark", "-q", "-n", String(requests), ...selection]);
  return { output: withoutProgress(output), figures: parseBenchmark(output) };
}

/** Runs SET again, and shorter, in the form that also says how slow the slowest were: `-q` prints the median alone. */
export async function setTail(redis: RunningService, requests = TAIL_REQUESTS): Promise<BenchmarkTail> {
  return parseTail(await redis.exec(["redis-benchmark", "--csv", "-t", "set", "-n", String(requests)]));
}

/** @throws Error where there is no line of SET, by the names of the columns in the first line */
export function parseTail(csv: string): BenchmarkTail {
  const lines = csv
    .trim()
    .split("\n")
    .map((line) => line.split(",").map((field) => field.trim().replaceAll('"', "")));
  const columns = lines.find(([first]) => first === "test") ?? [];
  const set = lines.find(([first]) => first === "SET") ?? [];
  const [p99Ms, maxMs] = ["p99_latency_ms", "max_latency_ms"].map((name) =>
    Number(set[columns.indexOf(name)]),
  );
  if (p99Ms === undefined || maxMs === undefined || Number.isNaN(p99Ms + maxMs)) {
    throw new Error(`redis-benchmark printed no slowest of SET: ${csv.trim()}`);
  }
  return { p99Ms, maxMs };
}

export function parseBenchmark(output: string): BenchmarkFigure[] {
  return withoutProgress(output)
    .split("\n")
    .map((line) => FIGURE.exec(line))
    .filter((match) => match !== null)
    .map(([, test = "", opsPerSecond, medianLatencyMs]) => ({
      test,
      opsPerSecond: Number(opsPerSecond),
      medianLatencyMs: Number(medianLatencyMs),
    }));
}

/** redis-benchmark draws its progress over itself with carriage returns: what counts is the last text of each line. */
function withoutProgress(output: string): string {
  return output
    .split("\n")
    .map((line) => line.split("\r").findLast((part) => part.trim() !== "") ?? "")
    .filter((line) => line !== "")
    .join("\n");
}
