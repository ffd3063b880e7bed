import { expect, test } from "vitest";
import type { FrameBroker } from "../brokers/frame-broker.ts";
import { throughput } from "./throughput.ts";

const SENDING = { frameBytes: 1_024, inFlight: 4, warmupSeconds: 0, seconds: 0.05 };

/** A broker in memory that confirms at once and hands frames out in the next turn. */
function brokerThat({ refuses = false, failure }: { refuses?: boolean; failure?: Error } = {}) {
  let take: (frame: Buffer) => void = () => undefined;
  const counts = { held: 0, most: 0 };
  const broker: FrameBroker = {
    destination: "stream frames",
    async openPublisher() {
      return {
        refusal: "it is full",
        async publish(frame) {
          if (refuses) return "refused";
          counts.held += 1;
          counts.most = Math.max(counts.most, counts.held);
          if (!failure)
            setImmediate(() => {
              counts.held -= 1;
              take(frame);
            });
          await new Promise((resolve) => setImmediate(resolve));
          return "confirmed";
        },
        async [Symbol.asyncDispose]() {},
      };
    },
    async openConsumer(onFrame) {
      take = onFrame;
      return { failure, async [Symbol.asyncDispose]() {} };
    },
    depth: async () => counts.held,
    consumers: async () => 0,
  };
  return { broker, counts };
}

test("frames pass through, and nothing is left behind", async () => {
  const { broker, counts } = brokerThat();

  const { framesPerSecond } = await throughput(broker, SENDING);

  expect(framesPerSecond).toBeGreaterThan(0);
  expect(counts.held).toBe(0);
});

test("a broker that refuses has no throughput", async () => {
  await expect(throughput(brokerThat({ refuses: true }).broker, SENDING)).rejects.toThrow("it is full");
});

test("a consumer that failed ends it once too much is held", async () => {
  const { broker, counts } = brokerThat({ failure: new Error("cancelled") });
  const large = { ...SENDING, frameBytes: 8 * 2 ** 20, seconds: 30 };

  await expect(throughput(broker, large)).rejects.toThrow("the consumer failed: cancelled");
  expect(counts.most).toBeLessThanOrEqual(8 + SENDING.inFlight);
});
