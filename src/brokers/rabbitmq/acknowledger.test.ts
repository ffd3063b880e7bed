import { EventEmitter } from "node:events";
import type { Channel, ConsumeMessage } from "amqplib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Acknowledger } from "./acknowledger.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A channel that keeps the tags which are acknowledged, each with all before it. */
function channel() {
  const tags: number[] = [];
  const ack = ({ fields }: ConsumeMessage, allUpTo: boolean) => {
    expect(allUpTo).toBe(true);
    tags.push(fields.deliveryTag);
  };
  const emitter = Object.assign(new EventEmitter(), { ack });
  const acknowledger = new Acknowledger(emitter as unknown as Channel);
  const handle = (from: number, to: number) => {
    for (let tag = from; tag <= to; tag += 1)
      acknowledger.handled({ fields: { deliveryTag: tag } } as ConsumeMessage);
  };
  return { tags, emitter, acknowledger, handle };
}

test("messages of one moment are acknowledged at once, up to the last that was handled", () => {
  const { tags, handle } = channel();
  handle(1, 3);
  vi.advanceTimersByTime(9);
  handle(4, 4);
  expect(tags).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(tags).toEqual([4]);
  vi.advanceTimersByTime(1_000);

  expect(tags).toEqual([4]);
});

test("many are acknowledged before that: the broker hands out no more than the prefetch", () => {
  const { tags, handle } = channel();
  handle(1, 200);

  expect(tags).toEqual([64, 128, 192]);
});

test("a consumer that parts owes nothing, and each message that still comes is acknowledged", () => {
  const { tags, acknowledger, handle } = channel();
  handle(1, 3);
  acknowledger.hurry();
  handle(4, 5);

  expect(tags).toEqual([3, 4, 5]);
  expect(vi.getTimerCount()).toBe(0);
});

test("over a channel that is closed nothing is acknowledged", () => {
  const { tags, emitter, acknowledger, handle } = channel();
  handle(1, 3);
  emitter.emit("close");
  vi.advanceTimersByTime(1_000);
  handle(4, 100);
  acknowledger.hurry();

  expect(tags).toEqual([]);
});
