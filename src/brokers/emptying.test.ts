import { expect, test } from "vitest";
import { monotonicClock } from "../kernel/clock.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { drainedBy, emptied, framesIn, mustBecomeEmpty, takenOut, thrownAway } from "./emptying.ts";
import { FakeBroker } from "./fake/fake-broker.ts";
import type { FrameBroker } from "./frame-broker.ts";

/** A broker that says it holds so many, at each look. */
function broker(...depths: (number | Error)[]): FrameBroker {
  const depth = async () => {
    const answer = (depths.length > 1 ? depths.shift() : depths[0]) ?? 0;
    if (typeof answer === "number") return answer;
    throw answer;
  };
  return { destination: "queue frame_queue", depth } as unknown as FrameBroker;
}

const left = { leave: async () => undefined };
const ALL_OUT = () => ({ received: 3, missing: 0 });
const ONE_MISSING = () => ({ received: 2, missing: 1 });
const COMPLETE = { isComplete: true, ended: "everything confirmed came out" };

test("a drain is complete once everything confirmed came out and the broker holds nothing", async () => {
  let areThere = true;
  const leave = async () => {
    areThere = false;
  };

  expect(await drainedBy({ leave }, broker(2, 1, 0), ALL_OUT, { quietMs: 60_000 })).toEqual(COMPLETE);
  expect(areThere).toBe(false);
});

test("an empty broker from which nothing comes any more has lost what is missing", async () => {
  expect(await drainedBy(left, broker(0), ONE_MISSING, { quietMs: 1 })).toEqual({
    isComplete: true,
    ended: "nothing came out for 0.001 s: 1 confirmed frames have not come out",
  });
});

test("a broker that holds frames is waited for longer than an empty one", async () => {
  const depths = [1, 1, 1, 0];
  const depth = async () => depths.shift() ?? 0;
  // Late: it holds the frame for some looks, and only then hands it out.
  const progress = () => (depths.length === 0 ? ALL_OUT() : ONE_MISSING());
  let missing = -1;
  const leave = async () => {
    missing = progress().missing;
  };

  await drainedBy({ leave }, { ...broker(), depth }, progress, { quietMs: 1, stuckMs: 60_000 });

  expect(missing).toBe(0);
});

test("as long as frames come out, nobody gives up", async () => {
  const held = [1, 0];
  const depth = async () => held.shift() ?? 0;
  // While one is still held it comes out, although nobody knows that it was taken.
  const progress = () => ({ received: 3 - held.length, missing: 0 });

  expect(await drainedBy(left, { ...broker(), depth }, progress, { quietMs: 1 })).toEqual(COMPLETE);
});

test("what consumers return when they leave is waited for", async () => {
  const held = [0, 2, 0];
  const depth = async () => held.shift() ?? 0;

  expect(await drainedBy(left, { ...broker(), depth }, ALL_OUT, { quietMs: 1 })).toEqual(COMPLETE);
  expect(held).toEqual([]);
});

test("a broker that cannot say what it holds may hold frames still", async () => {
  const silent = broker(0, new Undetermined("the node is gone"));

  expect(await drainedBy(left, silent, ALL_OUT, { quietMs: 1 })).toEqual({
    isComplete: false,
    ended: "everything confirmed came out; the node is gone",
  });
});

test("a consumer that fails ends the drain with its reason", async () => {
  const fake = new FakeBroker(monotonicClock);
  const openConsumer = async (onFrame: (frame: Buffer) => void) => {
    const consumer = await fake.openConsumer(onFrame);
    fake.cutConsumers();
    return consumer;
  };
  const failing = { ...broker(1), openConsumer };

  await expect(takenOut(failing, () => undefined, ONE_MISSING, { quietMs: 60_000 })).rejects.toThrow(
    new Undetermined("queue frame_queue: the consumer failed: connection cut by the fake"),
  );
});

test("what is thrown away is out before the broker counts as empty", async () => {
  const fake = new FakeBroker(monotonicClock);
  await using publisher = await fake.openPublisher();
  await publisher.publish(Buffer.from("a frame"));
  const depths = [2, 1];
  const depth = async () => depths.shift() ?? fake.depth();

  await thrownAway(
    Object.assign(new FakeBroker(monotonicClock), { depth, openConsumer: fake.openConsumer.bind(fake) }),
    1,
  );

  expect(depths).toEqual([]);
  expect(await fake.depth()).toBe(0);
});

test("what does not become empty is said with what it still has", async () => {
  expect(await emptied(framesIn(broker(3)), 1)).toEqual({ isComplete: false, ended: "it holds 3 frames" });
  expect(await emptied(framesIn(broker(3, 0)), 60_000)).toMatchObject({ isComplete: true });
  await expect(mustBecomeEmpty(framesIn(broker(3)), 1)).rejects.toThrow(
    new Undetermined("queue frame_queue is not empty after 0.001 s: it holds 3 frames"),
  );
});
