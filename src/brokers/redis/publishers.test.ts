import { expect, test } from "vitest";
import { Pipeline } from "./pipeline.ts";
import { connectRedis } from "./redis-connection.ts";
import { type RedisStandIn, redisStandIn } from "./redis-stand-in.ts";
import { ReplicatedPublisher } from "./replicated-publisher.ts";
import { StreamPublisher } from "./stream-publisher.ts";

const FRAME = Buffer.from("a frame");
const onDisks = (local: number, replicas: number) => `*2\r\n:${local}\r\n:${replicas}`;

/** A Redis that answers these to XADD and WAITAOF. */
function redisWith({ xadd = "$3\r\n1-1", waitaof = onDisks(1, 1) }: { xadd?: string; waitaof?: string }) {
  return redisStandIn(([name = ""]) => ({ xadd, waitaof })[name.toLowerCase()] ?? "+OK");
}

const connected = async ({ at }: RedisStandIn) =>
  new Pipeline(await connectRedis({ address: async () => at }));

function asked(redis: RedisStandIn, name: string): number {
  return redis.asked.filter(([command = ""]) => command.toLowerCase() === name).length;
}

test("a frame is confirmed by the reply to its own command", async () => {
  await using redis = await redisWith({});
  await using publisher = new StreamPublisher(await connected(redis), "frames");

  expect(await Promise.all([publisher.publish(FRAME), publisher.publish(FRAME)])).toEqual([
    "confirmed",
    "confirmed",
  ]);
  expect(asked(redis, "xadd")).toBe(2);
});

test("an error as reply is a refusal, in the broker's words", async () => {
  await using redis = await redisWith({ xadd: "-OOM command not allowed" });
  await using publisher = new StreamPublisher(await connected(redis), "frames");

  expect(await publisher.publish(FRAME)).toBe("refused");
  expect(publisher.refusal).toBe("OOM command not allowed");
});

test("without a reply a frame's fate is unknown", async () => {
  await using redis = await redisWith({});
  const client = await connectRedis({ address: async () => redis.at });
  await using publisher = new StreamPublisher(new Pipeline(client), "frames");
  const answers = Promise.allSettled([publisher.publish(FRAME), publisher.publish(FRAME)]);
  client.stream.destroy();

  const lost = { status: "rejected", reason: new Error("Connection is closed.") };
  expect(await answers).toEqual([lost, lost]);
  await expect(publisher.publish(FRAME)).rejects.toThrow("Connection is closed.");
});

test("a reply that XADD never gives is an error, and ends the connection: which frame the others answer is not known", async () => {
  await using redis = await redisWith({ xadd: ":1" });
  await using publisher = new StreamPublisher(await connected(redis), "frames");
  const answers = await Promise.allSettled([publisher.publish(FRAME), publisher.publish(FRAME)]);

  const lost = { status: "rejected", reason: new Error("Protocol error: unexpected reply to XADD: 1") };
  expect(answers).toEqual([lost, lost]);
  await expect(publisher.publish(FRAME)).rejects.toThrow("unexpected reply to XADD");
});

test("with replicas a frame is confirmed once one has it on disk; frames of one turn share the question", async () => {
  await using redis = await redisWith({});
  await using publisher = new ReplicatedPublisher(await connected(redis), "frames");

  expect(await Promise.all([publisher.publish(FRAME), publisher.publish(FRAME)])).toEqual([
    "confirmed",
    "confirmed",
  ]);
  expect({ xadd: asked(redis, "xadd"), waitaof: asked(redis, "waitaof") }).toEqual({ xadd: 2, waitaof: 1 });
});

test.each([
  [0, 1, "0 primary and 1 replicas"],
  [1, 0, "1 primary and 0 replicas"],
])("on %i disks of primaries and %i of replicas its fate is unknown", async (local, replicas, told) => {
  await using redis = await redisWith({ waitaof: onDisks(local, replicas) });
  await using publisher = new ReplicatedPublisher(await connected(redis), "frames");

  await expect(publisher.publish(FRAME)).rejects.toThrow(`on disk of ${told}`);
});

test("with replicas a frame whose WAITAOF is refused is on no one knows which disks", async () => {
  await using redis = await redisWith({ waitaof: "-ERR WAITAOF cannot be used" });
  await using publisher = new ReplicatedPublisher(await connected(redis), "frames");

  await expect(publisher.publish(FRAME)).rejects.toThrow("WAITAOF cannot be used");
});

test("with replicas a frame is not confirmed by another command's reply", async () => {
  await using redis = await redisWith({ waitaof: "$3\r\n1-1" });
  await using publisher = new ReplicatedPublisher(await connected(redis), "frames");

  await expect(publisher.publish(FRAME)).rejects.toThrow("unexpected reply to WAITAOF");
});

test("a refused frame is refused, whatever is on the disks", async () => {
  await using redis = await redisWith({ xadd: "-OOM command not allowed", waitaof: onDisks(0, 0) });
  await using publisher = new ReplicatedPublisher(await connected(redis), "frames");

  expect(await publisher.publish(FRAME)).toBe("refused");
  expect(publisher.refusal).toBe("OOM command not allowed");
});

test("a primary that was demoted is left, since it would refuse for ever", async () => {
  await using redis = await redisWith({ xadd: "-READONLY You can't write against a read only replica." });
  await using publisher = new ReplicatedPublisher(await connected(redis), "frames");

  expect(await publisher.publish(FRAME)).toBe("refused");
  await expect(publisher.publish(FRAME)).rejects.toThrow();
});
