import { contradicted, enough, lossOf, proves, test, trafficOf } from "../../fixtures/test.ts";

test.describe("frame_queue is durable, bounded and refuses rather than drops", () => {
  test(
    "it is a durable quorum queue",
    proves("queue-durable", "queue-type"),
    async ({ rabbitmq, criterion }) => {
      const { durable, type } = await rabbitmq.frameQueue();

      criterion("queue-durable").measured(durable);
      criterion("queue-type").measured(type);
    },
  );

  test(
    "frames wait for a limited time, in a limited number",
    proves("message-ttl", "max-length"),
    async ({ rabbitmq, criterion }) => {
      const limits = await rabbitmq.frameLimits();

      criterion("message-ttl").measured(limits["message-ttl"] ?? "not set");
      criterion("max-length").measured(limits["max-length"] ?? "not set");
    },
  );

  test(
    "a full queue refuses frames and keeps those it has",
    proves("overflow"),
    async ({ rabbitmq, traffic, criterion }) => {
      await using short = await rabbitmq.overrideLimits({ "max-length": 100 });
      const history = await traffic.publish(rabbitmq.frames, { frames: 500 });
      await short.disposeAsync();
      const delivery = await traffic.drain(rabbitmq.frames, history);

      const { overflow = "not set" } = await rabbitmq.frameLimits();
      criterion("overflow").measured(
        contradicted(
          overflow,
          delivery.lost > 0 && `${delivery.lost} confirmed frames are lost`,
          delivery.unexpected > 0 && `${delivery.unexpected} frames came that nobody sent`,
        ),
        { lost: delivery.lost, ...trafficOf(delivery) },
      );
      enough(delivery.refused, 1, "frames were refused by a full queue");
    },
  );

  test(
    "an expired frame is kept in the dead-letter queue",
    proves("dead-letter").needs("ownStack"),
    async ({ rabbitmq, traffic, criterion }) => {
      await using brief = await rabbitmq.overrideLimits({ "message-ttl": 100 });
      const history = await traffic.publish(rabbitmq.frames, { frames: 100 });
      await rabbitmq.framesExpired();
      await rabbitmq.deadLettersArrived(100);
      await brief.disposeAsync();
      const delivery = await traffic.drain(rabbitmq.deadLetters, history);

      criterion("dead-letter").measured(delivery.lost, trafficOf(delivery));
    },
  );

  test(
    "a confirmed frame outlives SIGKILL in mid-traffic",
    proves("crash-restart-loss").needs("mayDisturb"),
    async ({ rabbitmq, traffic, faults, criterion }) => {
      await using sending = await traffic.start(rabbitmq.frames);
      await sending.confirmed(5_000);
      await rabbitmq.onDisk();

      const killed = await faults.kill(rabbitmq.service);
      const history = await sending.interrupted();
      await faults.startAgain(rabbitmq.service, killed);
      await rabbitmq.answers();

      const delivery = await traffic.drain(rabbitmq.frames, history);
      criterion("crash-restart-loss").measured(lossOf(delivery), trafficOf(delivery));
    },
  );
});
