import { expect, test } from "vitest";
import { RabbitMQQueue } from "./rabbitmq-queue.ts";
import { type RabbitMQStandIn, rabbitmqStandIn } from "./rabbitmq-stand-in.ts";

function queueAt({ at }: RabbitMQStandIn): RabbitMQQueue {
  return new RabbitMQQueue({ address: async () => at, user: "guest", password: "guest", queue: "queue" });
}

test("frames arrive whole and in order, small ones and those that do not fit into an AMQP frame", async () => {
  await using broker = await rabbitmqStandIn();
  await using publisher = await queueAt(broker).openPublisher();
  const frames = [0, 1, 1_024, 131_064, 131_065, 400_000, 16].map((bytes, index) =>
    Buffer.alloc(bytes, index),
  );
  const answers = await Promise.all(frames.map((frame) => publisher.publish(frame)));

  expect(answers).toEqual(frames.map(() => "confirmed"));
  expect(broker.published.map(({ queue }) => queue)).toEqual(frames.map(() => "queue"));
  expect(broker.published.every(({ bytes }, index) => bytes.equals(frames[index] ?? bytes.subarray(1)))).toBe(
    true,
  );
});

test("a confirm of all up to a frame confirms those before it, and no other", async () => {
  await using broker = await rabbitmqStandIn({
    confirm: (number) => (number === 3 ? { deliveryTag: 3, multiple: true } : undefined),
  });
  const publisher = await queueAt(broker).openPublisher();
  const answers = [1, 2, 3, 4].map((byte) => publisher.publish(Buffer.from([byte])));
  const fates = Promise.allSettled(answers);
  await Promise.all(answers.slice(0, 3));
  await publisher[Symbol.asyncDispose]();

  expect((await fates).map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "rejected",
  ]);
});

test("what a consumer was given it acknowledges together, before it parts", async () => {
  const messages = Array.from({ length: 5 }, (_, index) => Buffer.from([index]));
  await using broker = await rabbitmqStandIn({ messages });
  const received: number[] = [];
  const all = Promise.withResolvers<void>();
  const consumer = await queueAt(broker).openConsumer(([byte = -1]) => {
    received.push(byte);
    if (received.length === messages.length) all.resolve();
  });
  await all.promise;
  await consumer[Symbol.asyncDispose]();

  expect(received).toEqual([0, 1, 2, 3, 4]);
  expect(broker.heard[0]).toBe("consume");
  expect(broker.heard.slice(-3)).toEqual(["acknowledged all up to 5", "cancel", "close"]);
});
