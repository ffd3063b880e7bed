import { expect, test } from "vitest";
import { done, notYet, until } from "../kernel/wait.ts";
import type { BrowsableBroker } from "./frame-broker.ts";

const FRAMES = 200;
const WITHIN_MS = 30_000;

/** A broker with an empty destination of the test's own. */
export interface TestedBroker extends AsyncDisposable {
  readonly broker: BrowsableBroker;
  /** Has it refuse frames until disposed of. */
  full(): Promise<AsyncDisposable>;
  /** Has it close the connections of producers or consumers. */
  cut(client: "frame-producer" | "frame-consumer"): Promise<void>;
}

/** What holds of every broker, as tests. @param open one for each of them */
export function conforms(title: string, open: () => Promise<TestedBroker>): void {
  test(`${title} confirms what it takes, and counts it`, async () => {
    await using tested = await open();

    expect(await published(tested.broker)).toEqual(Array.from({ length: FRAMES }, () => "confirmed"));
    await holds(tested.broker, FRAMES);
  });

  test(`${title} refuses when it is full, says why, keeps what it has, and takes frames again afterwards`, async () => {
    await using tested = await open();
    await using publisher = await tested.broker.openPublisher();
    const answers: string[] = [];
    const publishUntil = async (answer: string) => {
      // Some brokers take a few more before they notice.
      while (answers.at(-1) !== answer && answers.length < FRAMES) {
        answers.push(await publisher.publish(frame(answers.length)));
      }
      expect(answers.at(-1)).toBe(answer);
    };
    {
      await using _full = await tested.full();
      await publishUntil("refused");
      expect(publisher.refusal).toMatch(/\w/);
    }
    await publishUntil("confirmed");
    await holds(tested.broker, answers.filter((answer) => answer === "confirmed").length);
  });

  test(`${title} shows every frame to who browses, and keeps all of them`, async () => {
    await using tested = await open();
    await published(tested.broker);
    await holds(tested.broker, FRAMES);
    const shown: number[] = [];

    expect(await tested.broker.browse((each) => shown.push(numberOf(each)))).toBe(FRAMES);
    expect(shown).toEqual(Array.from({ length: FRAMES }, (_, index) => index));
    await holds(tested.broker, FRAMES);
  });

  test(`${title} hands out every frame at least once, also when a consumer's connection is cut`, async () => {
    await using tested = await open();
    await published(tested.broker);
    const received = new Set<number>();
    {
      await using consumer = await tested.broker.openConsumer((each) => received.add(numberOf(each)));
      await tested.cut("frame-consumer");
      await until("the consumer has failed", { deadlineMs: WITHIN_MS }, () =>
        consumer.failure ? done(undefined) : notYet("it goes on"),
      );
    }
    await published(tested.broker, FRAMES);
    await using _next = await tested.broker.openConsumer((each) => received.add(numberOf(each)));
    await until("every frame was received", { deadlineMs: WITHIN_MS }, () =>
      received.size === 2 * FRAMES ? done(undefined) : notYet(`${received.size} of ${2 * FRAMES}`),
    );
  });

  test(`${title} leaves the fate of a frame unknown whose connection is lost`, async () => {
    await using tested = await open();
    await using publisher = await tested.broker.openPublisher();
    expect(await publisher.publish(frame(0))).toBe("confirmed");
    await tested.cut("frame-producer");

    await expect(publisher.publish(frame(1))).rejects.toThrow();
  });

  test(`${title} knows its consumers`, async () => {
    await using tested = await open();
    await published(tested.broker, 0, 1);
    const consumers = (count: number) =>
      until(`${count} consumers`, { deadlineMs: WITHIN_MS }, async () => {
        const now = await tested.broker.consumers();
        return now === count ? done(now) : notYet(`${now}`);
      });

    expect(await consumers(0)).toBe(0);
    await using _consumer = await tested.broker.openConsumer(() => undefined);
    expect(await consumers(1)).toBe(1);
  });
}

async function published(broker: BrowsableBroker, from = 0, frames = FRAMES): Promise<string[]> {
  await using publisher = await broker.openPublisher();
  const numbers = Array.from({ length: frames }, (_, index) => from + index);
  return await Promise.all(numbers.map((number) => publisher.publish(frame(number))));
}

/** Waits, since a broker may count a moment later. */
async function holds(broker: BrowsableBroker, frames: number): Promise<void> {
  await until(`the destination holds ${frames} frames`, { deadlineMs: WITHIN_MS }, async () => {
    const depth = await broker.depth();
    return depth === frames ? done(undefined) : notYet(`${depth}`);
  });
}

function frame(number: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32LE(number);
  return bytes;
}

function numberOf(bytes: Buffer): number {
  return bytes.readUInt32LE();
}
