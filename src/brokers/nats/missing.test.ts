import type { ConsumerInfo, PeerInfo, StreamInfo } from "@nats-io/jetstream";
import { expect, test } from "vitest";
import { behindIn, missingIn } from "./missing.ts";

const replica = (name: string, is: Partial<PeerInfo> = {}) => ({
  ...{ name, current: true, offline: false, active: 1, lag: 0 },
  ...is,
});
const WHOLE = { leader: "nats", replicas: [replica("nats-2"), replica("nats-3")] };
const stream = (cluster: object | undefined) =>
  ({ config: { name: "FRAMES" }, cluster }) as unknown as StreamInfo;
const consumer = (cluster: object | undefined) =>
  ({ name: "ai-services", cluster }) as unknown as ConsumerInfo;

test.for<[string | undefined, object | undefined]>([
  [undefined, WHOLE],
  ["stream has no leader", undefined],
  ["stream has no leader", { replicas: WHOLE.replicas }],
  [
    "stream: nats-3 is offline",
    { ...WHOLE, replicas: [replica("nats-2"), replica("nats-3", { offline: true })] },
  ],
  ["stream: nats-2 is 7 behind", { ...WHOLE, replicas: [replica("nats-2", { lag: 7 }), replica("nats-3")] }],
  [
    "stream: nats-2 is ? behind",
    { ...WHOLE, replicas: [{ name: "nats-2", current: false }, replica("nats-3")] },
  ],
  ["stream has 2 of 3 replicas", { ...WHOLE, replicas: [replica("nats-2")] }],
  ["stream has 1 of 3 replicas", { leader: "nats" }],
])("of a cluster of three is told: %s", ([told, cluster]) => {
  expect(behindIn("stream", stream(cluster), 3)).toBe(told);
});

test("a server that runs alone has no replicas to be behind", () => {
  expect(behindIn("stream", stream(undefined), 1)).toBeUndefined();
});

type Nodes = Parameters<typeof missingIn>[0];

/** Three nodes that say this; a real cluster can't be held in these states. */
function nodesWith({
  health = ["ok", "ok", "ok"],
  ofStream = WHOLE as object,
  ofConsumer = WHOLE as object,
}) {
  const asked: string[] = [];
  const nodes = health.map((told, index) => ({
    service: { name: `nats-${index + 1}` },
    health: async () => told,
    stream: async (destination: string) => {
      asked.push(destination);
      return stream(ofStream);
    },
    consumer: async (destination: string) => {
      asked.push(destination);
      return consumer(ofConsumer);
    },
  }));
  return { nodes: nodes as unknown as Nodes, asked };
}

test("nothing is missing where all are well, and stream and consumer have all their replicas", async () => {
  const { nodes, asked } = nodesWith({});

  expect(await missingIn(nodes, "frames.own")).toBeUndefined();
  expect(asked).toEqual(["frames.own", "frames.own"]);
});

test("the first node that is ill is told before anything is asked of the stream", async () => {
  const { nodes, asked } = nodesWith({ health: ["ok", "JetStream has no leader", "ok"], ofStream: {} });

  expect(await missingIn(nodes, "FRAMES")).toBe("nats-2: JetStream has no leader");
  expect(asked).toEqual([]);
});

test("a consumer that is behind is missing, also where its stream is whole", async () => {
  const behind = { ...WHOLE, replicas: [replica("nats-2"), replica("nats-3", { current: false, lag: 2 })] };

  expect(await missingIn(nodesWith({ ofConsumer: behind }).nodes, "FRAMES")).toBe(
    "consumer ai-services: nats-3 is 2 behind",
  );
  expect(await missingIn(nodesWith({ ofConsumer: behind, ofStream: {} }).nodes, "FRAMES")).toBe(
    "stream FRAMES has no leader",
  );
});
