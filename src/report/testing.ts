import { type Results, resultsOf } from "./results/results.ts";

/** Results for unit tests, with the verdict of their tasks; what the test is not about is filled in. */
export function resultsWith(rest: Partial<Results> = {}): Results {
  const results = resultsOf({
    profile: "full",
    brokers: ["redis", "rabbitmq"],
    startedAt: "2026-11-25T21:20:55.348Z",
    durationMs: 61_000,
    commit: "c0ffee",
    host: { os: "Debian 13", kernel: "6.12", cpu: "CPU", cores: 2, memoryGib: 8, node: "v24" },
    hashes: {},
    images: [],
    versions: {},
    tasks: [],
    ...rest,
  });
  return { ...results, ...rest };
}
