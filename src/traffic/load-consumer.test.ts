import { expect, test } from "vitest";
import type { FrameBroker } from "../brokers/frame-broker.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { FrameHistory } from "./history.ts";
import { LoadConsumer } from "./load-consumer.ts";

/** A broker that knows how many consumers it has, and lets the connection of one be lost. */
function countingBroker() {
  const state = { open: 0, opened: 0, failure: undefined as Error | undefined };
  const broker = {
    destination: "fake",
    openConsumer: async () => {
      state.open += 1;
      state.opened += 1;
      state.failure = undefined;
      return {
        get failure() {
          return state.failure;
        },
        [Symbol.asyncDispose]: async () => {
          state.open -= 1;
        },
      };
    },
  } as unknown as FrameBroker;
  return { broker, state };
}

function consumerOf(broker: FrameBroker): LoadConsumer {
  return new LoadConsumer({ broker, history: FrameHistory.allocate(new Map()), clock: monotonicClock });
}

function becomes(question: string, isSo: () => boolean): Promise<undefined> {
  return until(question, { deadlineMs: 2_000, everyMs: 5 }, () =>
    isSo() ? done(undefined) : notYet("not yet"),
  );
}

test("a consumer that is held back has no connection until it is to receive", async () => {
  const { broker, state } = countingBroker();
  const consumer = consumerOf(broker);
  const told = { isStopped: false, isReceiving: false };
  await consumer.open();
  const running = consumer.run({ isStopped: () => told.isStopped, isReceiving: () => told.isReceiving });

  await becomes("it has left", () => state.open === 0);
  told.isReceiving = true;
  await becomes("it is there again", () => state.open === 1);
  told.isStopped = true;
  await running;

  expect(state).toMatchObject({ open: 0, opened: 2 });
  expect(consumer.report.connectionLosses.size).toBe(0);
});

test("a connection that is lost is opened again, and counted with its reason", async () => {
  const { broker, state } = countingBroker();
  const consumer = consumerOf(broker);
  let isStopped = false;
  await consumer.open();
  const running = consumer.run({ isStopped: () => isStopped, isReceiving: () => true });

  state.failure = new Error("the connection was closed");
  await becomes("it is there again", () => state.opened === 2);
  isStopped = true;
  await running;

  expect(consumer.report.connectionLosses).toEqual(new Map([["the connection was closed", 1]]));
});
