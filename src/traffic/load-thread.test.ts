import type { EventEmitter } from "node:events";
import { beforeEach, expect, test, vi } from "vitest";
import { monotonicClock } from "../kernel/clock.ts";
import { Undetermined } from "../kernel/undetermined.ts";
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

test("a thread that is ready tells how far its clock is from ours", async () => {
  says("message", { kind: "ready", nowMs: monotonicClock.now() });

  const offset = await thread.clockOffsetBelowMs();

  expect(offset).toBeGreaterThanOrEqual(0);
});

test.for([-1e9, 1e9])("a clock that is %d ms off makes latencies mean nothing", async (offMs) => {
  says("message", { kind: "ready", nowMs: monotonicClock.now() + offMs });

  await expect(thread.clockOffsetBelowMs()).rejects.toThrow(Undetermined);
});

test("what it recorded is handed on each second, and what it saw at the end", async () => {
  const seconds: unknown[] = [];
  const schedule = { startMs: 1 } as Parameters<typeof thread.start>[0];
  thread.start(schedule, (second) => seconds.push(second));
  const second = { kind: "second", of: "lag", histogram: undefined };
  const ended = { kind: "producer ended", busy: 0.5 };

  says("message", second);
  says("message", ended);

  expect(threads.last).toMatchObject({ posted: [{ schedule }] });
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
