import { expect, test } from "vitest";
import { connectRedis } from "./redis-connection.ts";
import { type RedisStandIn, redisStandIn } from "./redis-stand-in.ts";
import { StreamReader } from "./stream-reader.ts";

const READING = { stream: "frames", group: "ai-services", consumer: "one" };
const bulk = (text: string) => `$${text.length}\r\n${text}`;
const list = (...items: string[]) => `*${items.length}\r\n${items.join("\r\n")}`.replace(/\r\n$/, "");
const entry = (id: string, frame: string) => list(bulk(id), list(bulk("frame"), bulk(frame)));
const NOTHING = "_";

/** A Redis with frames that a dead consumer held, and others that nobody has taken. */
function redisWith({ held = [] as string[], fresh = [] as string[], refusal = "" }) {
  const waiting = [...fresh];
  return redisStandIn(([name = ""]) => {
    const command = name.toLowerCase();
    if (command === "xautoclaim")
      return list(
        bulk("0-0"),
        list(...held.splice(0).map((frame, index) => entry(`1-${index}`, frame))),
        "*0",
      );
    if (command === "xreadgroup") {
      if (refusal) return refusal;
      const frames = waiting.splice(0).map((frame, index) => entry(`2-${index}`, frame));
      return frames.length > 0 ? `%1\r\n${bulk("frames")}\r\n${list(...frames)}` : NOTHING;
    }
    if (command === "exec") return "*2\r\n:1\r\n:1";
    return command.startsWith("x") ? "+QUEUED" : "+OK";
  });
}

async function read(redis: RedisStandIn, until: number) {
  const client = await connectRedis({ address: async () => redis.at });
  const frames: string[] = [];
  const reader: StreamReader = new StreamReader(client, READING, (frame) => {
    frames.push(frame.toString());
    if (frames.length === until) reader.stop();
  });
  await reader.run();
  client.disconnect();
  return { frames, reader };
}

const acknowledged = (redis: RedisStandIn) =>
  redis.asked.filter(([name = ""]) => name.toLowerCase() === "xack").map(([, , , ...ids]) => ids);

test("what a dead consumer held comes first, then what nobody has taken; all of it is acknowledged", async () => {
  await using redis = await redisWith({ held: ["a"], fresh: ["b", "c"] });
  const { frames, reader } = await read(redis, 3);

  expect(frames).toEqual(["a", "b", "c"]);
  expect(acknowledged(redis)).toEqual([["1-0"], ["2-0", "2-1"]]);
  expect(reader.failure).toBeUndefined();
});

test("a frame is deleted in the transaction that acknowledges it", async () => {
  await using redis = await redisWith({ fresh: ["a"] });
  await read(redis, 1);
  const names = redis.asked.map(([name = ""]) => name.toLowerCase());
  const from = names.indexOf("multi");

  expect(names.slice(from, from + 4)).toEqual(["multi", "xack", "xdel", "exec"]);
});

test("a reader that the broker refuses says why it has stopped", async () => {
  await using redis = await redisWith({ refusal: "-NOGROUP no such group" });
  const { reader } = await read(redis, 1);

  expect(reader.failure?.message).toBe("NOGROUP no such group");
});
