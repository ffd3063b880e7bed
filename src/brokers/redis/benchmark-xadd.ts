import type { RunningService } from "../../stack/running-service.ts";

interface Ran {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** redis-benchmark inside the container: XADD of the same payload, by so many clients with so many commands each in flight. */
export async function redisBenchmarkXadd(
  redis: RunningService,
  options: { stream: string; frames: number; frameBytes: number; clients: number; pipeline: number },
): Promise<Ran> {
  const { stream, frames, frameBytes, clients, pipeline } = options;
  const figures = ["-n", String(frames), "-c", String(clients), "-P", String(pipeline), "--csv"];
  const command = ["XADD", stream, "*", "frame", "x".repeat(frameBytes)];
  const output = await redis.exec(["redis-benchmark", ...figures, ...command]);
  const values = (output.trim().split("\n").at(-1) ?? "")
    .split(",")
    .map((field) => Number(field.replaceAll('"', "")));
  // "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
  const [, requestsPerSecond, , , p50Ms, , p99Ms] = values;
  if (!requestsPerSecond || p50Ms === undefined || p99Ms === undefined) {
    throw new Error(`redis-benchmark printed no figures: ${output}`);
  }
  return { requestsPerSecond, p50Ms, p99Ms };
}
