import type { EventEmitter } from "node:events";
import { beforeEach, expect, test, vi } from "vitest";
import { monotonicClock } from "../kernel/clock.ts";
import { LoadThread } from "./load-thread.ts";
import type { ProducerData } from "./thread-messages.ts";

/** What a thread says when, which a real one cannot be made to. */
const threads = vi.hoisted(() => ({ last: undefined as EventEmitter | undefined }));

vi.mock("node:worker_threads", async () => {
  const { EventEmitter: Emitter } = await import("node:events");
  return {
    Worker: class extends Emitter {
      readonly posted: unknown[] = [];
      constructor() {
        super();
        threads.last = this;
      }
      postMessage(message: unknown) {
        this.posted.push(message);
      }
      async terminate() {
        this.emit("exit", 1);
      }
    },
  };
});

let thread: LoadThread<Awaited<ReturnType<typeof LoadThread.producer>["ended"]>>;
const says = (event: string, message: unknown) => threads.last?.emit(event, message);

beforeEach(() => {
  thread = LoadThread.producer({ role: "producer" } as ProducerData);
});

test("a thread that is ready has begun", async () => {
  says("message", { kind: "ready" });

  await expect(thread.ready).resolves.toBeUndefined();
});

test.for([0, -5, 5])(
  "a thread whose clock is %d ms off is asked for its time, and is found out",
  async (offMs) => {
    const exchange = thread.clock.exchange();
    says("message", { kind: "time", nowMs: monotonicClock.now() + offMs });
    await exchange;

    const { leastMs, mostMs } = thread.clock.bounds;
    expect(threads.last).toMatchObject({ posted: [{ kind: "time?" }] });
    expect(leastMs).toBeLessThanOrEqual(offMs);
    expect(mostMs).toBeGreaterThanOrEqual(offMs);
    expect(mostMs - leastMs).toBeLessThan(1_000);
  },
);

test("nobody waits for the time of a thread that has failed", async () => {
  const exchange = thread.clock.exchange();
  says("error", new Error("no connection"));

  await expect(exchange).rejects.toThrow("no connection");
});

test("what it recorded is handed on each second, and what it saw at the end", async () => {
  const seconds: unknown[] = [];
  const schedule = { startMs: 1 } as Parameters<typeof thread.start>[0];
  thread.start(schedule, (second) => seconds.push(second));
  const second = { kind: "second", of: "lag", histogram: undefined };
  const ended = { kind: "producer ended", busy: 0.5 };

  says("message", second);
  says("message", ended);

  expect(threads.last).toMatchObject({ posted: [{ kind: "start", schedule }] });
  expect(seconds).toEqual([second]);
  expect(await thread.ended).toBe(ended);
});

test("an error of the thread is the reason why it neither began nor ended", async () => {
  says("error", new Error("no connection"));

  await expect(thread.ready).rejects.toThrow("no connection");
  await expect(thread.ended).rejects.toThrow("no connection");
});

test("a thread that is gone before its time says so, and not one that has ended", async () => {
  says("exit", 0);
  await expect(thread.ended).rejects.toThrow("the producer thread ended before its time");

  const other = LoadThread.producer({ role: "producer" } as ProducerData);
  says("message", { kind: "producer ended" });
  await other[Symbol.asyncDispose]();
  await expect(other.ended).resolves.toEqual({ kind: "producer ended" });
});
