import { afterEach, expect, test, vi } from "vitest";
import { Pipeline } from "./pipeline.ts";
import { connectRedis } from "./redis-connection.ts";
import { type RedisStandIn, redisStandIn } from "./redis-stand-in.ts";
import { StreamReader } from "./stream-reader.ts";

const READING = { stream: "frames", group: "ai-services", consumer: "one" };
const bulk = (text: string) => `$${text.length}\r\n${text}`;
const list = (...items: string[]) => `*${items.length}\r\n${items.join("\r\n")}`.replace(/\r\n$/, "");
const entry = (id: string, frame: string) => list(bulk(id), list(bulk("frame"), bulk(frame)));
const NOTHING = "_";

/** A Redis with frames that a dead consumer held, and others that nobody has taken, of which each read gets so many. */
function redisWith({
  held = [] as string[],
  fresh = [] as string[],
  perRead = 10,
  refusal = "",
  exec = "*2\r\n:1\r\n:1",
}) {
  const waiting = fresh.map((frame, index) => entry(`2-${index}`, frame));
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
      const frames = waiting.splice(0, perRead);
      return frames.length > 0 ? `%1\r\n${bulk("frames")}\r\n${list(...frames)}` : NOTHING;
    }
    if (command === "exec") return exec;
    return command.startsWith("x") ? "+QUEUED" : "+OK";
  });
}

async function read(redis: RedisStandIn, until: number, onFrame = (_frame: string) => undefined as unknown) {
  const client = new Pipeline(await connectRedis({ address: async () => redis.at }));
  const frames: string[] = [];
  const reader: StreamReader = new StreamReader(client, READING, (frame) => {
    frames.push(frame.toString());
    onFrame(frame.toString());
    if (frames.length === until) reader.stop();
  });
  await reader.run();
  client.disconnect();
  return { frames, reader };
}

afterEach(() => {
  vi.useRealTimers();
});

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

test("frames of ten milliseconds are acknowledged together; meanwhile a read blocks no longer than that", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  await using redis = await redisWith({ fresh: ["a", "b", "c", "d"], perRead: 1 });
  await read(redis, 4, (frame) => frame === "c" && vi.advanceTimersByTime(10));
  const blocks = redis.asked.filter(([name]) => name === "XREADGROUP").map((words) => words[7]);

  expect(acknowledged(redis)).toEqual([["2-0", "2-1", "2-2"], ["2-3"]]);
  expect(blocks).toEqual(["500", "10", "10", "500"]);
});

test("a frame that could not be handled is not acknowledged", async () => {
  await using redis = await redisWith({ fresh: ["a", "b"], perRead: 1 });
  const { reader } = await read(redis, 2, () => {
    throw new Error("no room");
  });

  expect(reader.failure?.message).toBe("no room");
  expect(acknowledged(redis)).toEqual([]);
});

test("a frame that was acknowledged and not deleted is a failure", async () => {
  await using redis = await redisWith({ held: ["a"], exec: "*2\r\n:1\r\n-NOPERM no" });
  const { reader } = await read(redis, 2);

  expect(reader.failure?.message).toBe("NOPERM no");
});
