import { EventEmitter } from "node:events";
import type { ChannelModel, ConfirmChannel } from "amqplib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { QueuePublisher } from "./queue-publisher.ts";

const FRAME = Buffer.from("frame");
const PATIENCE_MS = 12_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

type Confirm = (error: Error | null) => void;

/** A node that answers when it is told to; without its connection every confirm that is due fails. */
function silentNode(patienceMs?: number) {
  const confirms: Confirm[] = [];
  const channel = Object.assign(new EventEmitter(), {
    publish: (_exchange: string, _queue: string, _frame: Buffer, _options: object, confirm: Confirm) =>
      confirms.push(confirm),
  });
  const connection = new EventEmitter();
  const giveUp = vi.fn(() => {
    for (const confirm of confirms.splice(0)) confirm(new Error("channel closed"));
  });
  const publisher = new QueuePublisher({
    connection: connection as unknown as ChannelModel,
    channel: channel as unknown as ConfirmChannel,
    queue: "frame_queue",
    patienceMs,
    giveUp,
    close: async () => undefined,
  });
  return { publisher, connection, channel, giveUp, answer: () => confirms.shift()?.(null) };
}

test("a node that answers nothing is given up after a while, with why", async () => {
  const { publisher, giveUp } = silentNode(PATIENCE_MS);
  const fates = Promise.allSettled([publisher.publish(FRAME), publisher.publish(FRAME)]);
  await vi.advanceTimersByTimeAsync(PATIENCE_MS - 500);
  expect(giveUp).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);

  expect(giveUp).toHaveBeenCalledOnce();
  const reason = new Error(
    "queue frame_queue: the node has answered none of 2 frames for 12 s; another node is asked",
  );
  expect(await fates).toEqual([
    { status: "rejected", reason },
    { status: "rejected", reason },
  ]);
});

test("a node that answers now and then is not given up", async () => {
  const { publisher, giveUp, answer } = silentNode(PATIENCE_MS);
  for (let frame = 0; frame < 4; frame += 1) void publisher.publish(FRAME);
  for (let round = 0; round < 3; round += 1) {
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1_000);
    answer();
  }

  expect(giveUp).not.toHaveBeenCalled();
});

test("one that has nothing to answer is not given up", async () => {
  const { publisher, giveUp, answer } = silentNode(PATIENCE_MS);
  const confirmed = publisher.publish(FRAME);
  answer();
  await vi.advanceTimersByTimeAsync(PATIENCE_MS * 3);

  await expect(confirmed).resolves.toBe("confirmed");
  expect(giveUp).not.toHaveBeenCalled();
});

test("one that has blocked its publishers says no, and is not given up", async () => {
  const { publisher, connection, giveUp } = silentNode(PATIENCE_MS);
  void publisher.publish(FRAME);
  connection.emit("blocked", "memory");
  await vi.advanceTimersByTimeAsync(PATIENCE_MS * 3);
  await expect(publisher.publish(FRAME)).resolves.toBe("refused");
  connection.emit("unblocked");
  await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1_000);

  expect(giveUp).not.toHaveBeenCalled();
});

test("the only node is waited for", async () => {
  const { publisher, giveUp } = silentNode();
  void publisher.publish(FRAME);
  await vi.advanceTimersByTimeAsync(PATIENCE_MS * 10);

  expect(giveUp).not.toHaveBeenCalled();
});

test("a frame that was under way when the broker closed the channel is rejected with the broker's reason", async () => {
  const { publisher, channel, giveUp } = silentNode();
  const answer = publisher.publish(FRAME);

  channel.emit("error", new Error('Channel closed by server: 404 (NOT-FOUND) with message "no exchange"'));
  giveUp();

  await expect(answer).rejects.toThrow("404 (NOT-FOUND)");
});

test("and with the connection's reason, which comes after its channels have closed", async () => {
  const { publisher, connection, giveUp } = silentNode();
  const answer = publisher.publish(FRAME);

  giveUp();
  connection.emit("close", new Error('Connection closed: 320 (CONNECTION-FORCED) with message "shutdown"'));

  await expect(answer).rejects.toThrow("320 (CONNECTION-FORCED)");
});
