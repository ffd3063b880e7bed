import {
  contradicted,
  enough,
  lossOf,
  pointsTo,
  proves,
  test,
  trafficOf,
  unexpectedIn,
} from "../../../fixtures/test.ts";

test.describe("NATS keeps frames in a durable, bounded stream of JetStream", () => {
  test(
    "the server tells its version, and is healthy",
    proves("version", "healthz"),
    async ({ nats, criterion }) => {
      const { version } = await nats.varz();

      criterion("version").measured(version);
      criterion("healthz").measured(await nats.health());
    },
  );

  test(
    "the stream is on disk and fsynced before a confirmation",
    proves("stream-durable"),
    async ({ nats, criterion }) => {
      const { storage, fsync, details } = await nats.durability();

      criterion("stream-durable").measured({ storage, fsync }, details);
    },
  );

  test(
    "frames wait for a limited time, in a limited number",
    proves("max-age", "max-messages"),
    async ({ nats, criterion }) => {
      const { maxAgeMs, maxMessages } = await nats.limits();

      criterion("max-age").measured(maxAgeMs ?? "not set");
      criterion("max-messages").measured(maxMessages ?? "not set");
    },
  );

  test(
    "a full stream refuses frames and keeps those it has",
    proves("discard"),
    async ({ nats, traffic, criterion }) => {
      await using short = await nats.overrideLimits({ max_msgs: 100 });
      const history = await traffic.publish(nats.frames, { frames: 500 });
      await short.disposeAsync();
      const delivery = await traffic.drain(nats.frames, history);

      const { discard } = (await nats.stream()).config;
      criterion("discard").measured(
        contradicted(
          discard,
          delivery.lost > 0 && `${delivery.lost} confirmed frames are lost`,
          delivery.unexpected > 0 && `${delivery.unexpected} frames came that nobody sent`,
        ),
        { lost: delivery.lost, ...trafficOf(delivery) },
      );
      enough(delivery.refused, 1, "frames were refused by a full stream");
    },
  );

  test(
    "nothing is set or declared that nobody expects",
    proves("settings-expected", "declared-expected"),
    async ({ nats, criterion }) => {
      const settings = await unexpectedIn([nats]);
      criterion("settings-expected").measured(settings.count, settings.details);

      const declared = await nats.unexpectedDeclared();
      criterion("declared-expected").measured(declared.length, { seen: declared.join(", ") || "none" });
    },
  );

  test(
    "a confirmed frame outlives SIGKILL in mid-traffic",
    proves("crash-restart-loss").needs("mayDisturb"),
    async ({ nats, traffic, faults, criterion }) => {
      await using sending = await traffic.start(nats.frames);
      await sending.confirmed(5_000);

      const killed = await faults.kill(nats.service);
      const history = await sending.interrupted();
      await faults.startAgain(nats.service, killed);
      await nats.answers();

      const delivery = await traffic.drain(nats.frames, history);
      criterion("crash-restart-loss").measured(lossOf(delivery), {
        ...pointsTo(delivery),
        ...trafficOf(delivery),
      });
    },
  );

  test("Prometheus has its figures", proves("metrics"), async ({ natsExporter, criterion }) => {
    criterion("metrics").measured(await natsExporter.value("jetstream_server_jetstream_disabled"));
  });
});
