import { proves, test } from "../../fixtures/test.ts";

/** What frames in streams and lists ask of Redis; the full profile runs every test that redis-benchmark has. */
const QUICK = ["set", "get", "lpush", "lpop", "xadd"];

test.describe("Redis is fast enough", () => {
  test(
    "SET is fast, and Redis stays well under the load",
    proves("set-throughput", "set-latency", "stable-under-load").needs("ownStack"),
    async ({ redis, profile, criterion }) => {
      const tests = profile === "quick" ? QUICK : [];
      const { output, set, marks } = await redis.benchmark({ requests: 100_000, tests });

      criterion("set-throughput").evidence("redis-benchmark.txt", output).measured(set.opsPerSecond);
      criterion("set-latency").measured(set.medianLatencyMs);
      criterion("stable-under-load").measured(marks);
    },
  );
});
