import { enough, proves, test, underLoad } from "../../fixtures/test.ts";

/** What frames in streams and lists ask of Redis; the full profile runs every test that redis-benchmark has. */
const QUICK = ["set", "get", "lpush", "lpop", "xadd"];

test.describe("Redis is fast enough", () => {
  test(
    "SET is fast, and Redis stays well under the load",
    proves("set-throughput", "set-latency", "stable-under-load").needs("ownStack"),
    async ({ redis, profile, criterion }) => {
      const tests = profile === "full" ? [] : QUICK;
      const asked = {
        throughput: criterion("set-throughput").expected,
        latency: criterion("set-latency").expected,
      };
      const load = await underLoad(redis, { profile, asked, requests: 100_000, tests });

      const { set, tail } = load;
      criterion("set-throughput").evidence("redis-benchmark.txt", load.output).measured(set.throughput);
      criterion("set-latency").measured(set.latencyMs, { "p99 ms": tail.p99Ms, "max ms": tail.maxMs });
      criterion("stable-under-load").measured(load.marks, load.held);
      enough(load.rise.mib, load.rise.leastMib, "MiB of memory more were used with frames that nobody takes");
    },
  );
});
