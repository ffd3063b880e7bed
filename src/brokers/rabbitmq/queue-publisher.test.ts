import { EventEmitter } from "node:events";
import type { ChannelModel, ConfirmChannel } from "amqplib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { messageIdOf } from "./publish-bytes.ts";
import { QueuePublisher } from "./queue-publisher.ts";

const FRAME = Buffer.from("frame");
const PATIENCE_MS = 12_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A node that answers when it is told to; when its connection is cut its channel closes. */
function silentNode(patienceMs?: number) {
  const sent: number[] = [];
  const channel = new EventEmitter();
  const connection = new EventEmitter();
  const giveUp = vi.fn(() => channel.emit("close"));
  const publisher = new QueuePublisher({
    connection: connection as unknown as ChannelModel,
    channel: channel as unknown as ConfirmChannel,
    send: (_frame, number) => sent.push(number),
    queue: "frame_queue",
    patienceMs,
    giveUp,
    close: async () => undefined,
  });
  const confirm = (deliveryTag: number, { multiple = false, event = "ack" } = {}) =>
    channel.emit(event, { deliveryTag, multiple });
  return { publisher, connection, channel, giveUp, sent, confirm, answer: () => confirm(sent.shift() ?? 0) };
}

/** What became of frames so far: undefined of one that waits. */
function fatesOf(answers: readonly Promise<string>[]): (string | undefined)[] {
  const fates: (string | undefined)[] = answers.map(() => undefined);
  for (const [index, answer] of answers.entries()) {
    answer.then(
      (fate) => {
        fates[index] = fate;
      },
      (thrown: Error) => {
        fates[index] = thrown.message;
      },
    );
  }
  return fates;
}

const settled = () => vi.advanceTimersByTimeAsync(0);

test("a confirm is of its own frame, or of all up to it that have none", async () => {
  const { publisher, sent, confirm } = silentNode();
  const fates = fatesOf([1, 2, 3, 4, 5].map(() => publisher.publish(FRAME)));
  expect(sent).toEqual([1, 2, 3, 4, 5]);

  confirm(3);
  await settled();
  expect(fates).toEqual([undefined, undefined, "confirmed", undefined, undefined]);

  confirm(2, { multiple: true, event: "nack" });
  await settled();
  expect(fates).toEqual(["refused", "refused", "confirmed", undefined, undefined]);
  expect(publisher.refusal).toBe("nack: the queue is full");

  confirm(5, { multiple: true });
  await settled();
  expect(fates).toEqual(["refused", "refused", "confirmed", "confirmed", "confirmed"]);
});

test("a message that no queue took is refused, the others of the same confirm are not", async () => {
  const { publisher, channel, confirm } = silentNode();
  const fates = fatesOf([1, 2, 3].map(() => publisher.publish(FRAME)));
  channel.emit("return", { properties: { messageId: messageIdOf(2) } });
  confirm(3, { multiple: true });
  await settled();

  expect(fates).toEqual(["confirmed", "refused", "confirmed"]);
  expect(publisher.refusal).toBe("returned: no queue took it");
});

test.each([
  ["that was not sent", 3, false],
  ["that was not sent, with those before it", 3, true],
  ["that has its answer", 1, false],
])(
  "a confirm of a message %s ends the connection, and no frame is confirmed by it",
  async (_what, tag, multiple) => {
    const { publisher, giveUp, confirm } = silentNode();
    const fates = fatesOf([publisher.publish(FRAME), publisher.publish(FRAME)]);
    confirm(1);
    confirm(tag, { multiple });
    await settled();

    expect(giveUp).toHaveBeenCalledOnce();
    const reason = `queue frame_queue: RabbitMQ confirmed message ${tag}, which waits for no answer`;
    expect(fates).toEqual(["confirmed", reason]);
  },
);

test("over a channel that is closed nothing is sent", async () => {
  const { publisher, channel, sent } = silentNode();
  channel.emit("close");

  await expect(publisher.publish(FRAME)).rejects.toThrow("channel closed");
  expect(sent).toEqual([]);
});

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
