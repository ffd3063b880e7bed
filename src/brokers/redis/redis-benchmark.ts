import type { RunningService } from "../../stack/running-service.ts";

/** One line of `redis-benchmark -q`: throughput in operations per second, median latency in milliseconds. */
export interface BenchmarkFigure {
  test: string;
  opsPerSecond: number;
  medianLatencyMs: number;
}

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
