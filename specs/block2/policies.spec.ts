import {
  contradicted,
  enough,
  expiredFrames,
  limitInForce,
  lossOf,
  nodeLimits,
  pointsTo,
  proves,
  test,
  trafficOf,
  unexpected,
  unexpectedIn,
  unexpectedOfQueues,
} from "../../fixtures/test.ts";

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
      const settings = await rabbitmq.frameSettings();

      for (const name of ["message-ttl", "max-length"]) {
        const { measured, details } = limitInForce(settings[name]);
        criterion(name).measured(measured, details);
      }
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

      const { measured, details } = limitInForce((await rabbitmq.frameSettings()).overflow);
      criterion("overflow").measured(
        contradicted(
          measured,
          delivery.lost > 0 && `${delivery.lost} confirmed frames are lost`,
          delivery.unexpected > 0 && `${delivery.unexpected} frames came that nobody sent`,
        ),
        { lost: delivery.lost, ...trafficOf(delivery), ...details },
      );
      enough(delivery.refused, 1, "frames were refused by a full queue");
    },
  );

  test(
    "a frame waits for as long as its TTL says, and is kept in the dead-letter queue then",
    proves("dead-letter").needs("ownStack"),
    async ({ rabbitmq, criterion }) => {
      const { delivery, tooEarly, details } = await expiredFrames(rabbitmq, 100);

      criterion("dead-letter").measured(contradicted(delivery.lost, tooEarly), {
        ...trafficOf(delivery),
        ...details,
      });
    },
  );

  test(
    "nothing is set or declared that nobody expects",
    proves("settings-expected", "declared-expected", "node-settings-expected").needs("seenHost"),
    async ({ rabbitmq, criterion }) => {
      const settings = await unexpectedOfQueues(rabbitmq);
      criterion("settings-expected").measured(settings.count, settings.details);

      const declared = unexpected(await rabbitmq.unexpectedDeclared());
      criterion("declared-expected").measured(declared.count, declared.details);

      const node = await unexpectedIn([rabbitmq]);
      criterion("node-settings-expected").measured(node.count, node.details);
    },
  );

  test(
    "the node refuses frames before memory or disk run out",
    proves("memory-limit", "disk-limit").needs("seenHost"),
    async ({ rabbitmq, criterion }) => {
      const { memory, disk, details } = await nodeLimits(rabbitmq);

      criterion("memory-limit").measured(memory, details);
      criterion("disk-limit").measured(disk);
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
      criterion("crash-restart-loss").measured(lossOf(delivery), {
        ...pointsTo(delivery),
        ...trafficOf(delivery),
      });
    },
  );
});
