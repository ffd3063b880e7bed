import {
  contradicted,
  enough,
  fewestDuring,
  lossOf,
  memoryLimit,
  ofAll,
  plannedSnapshot,
  pointsTo,
  proves,
  snapshotByRule,
  test,
  trafficOf,
  unexpectedIn,
} from "../../fixtures/test.ts";

const MIB = 2 ** 20;
/** More than the plan's messages of half a minute. */
const BACKLOG = 40_000;
const HELD_MS = 30_000;

test.describe("Redis keeps frames in an append-only file and snapshots, and never evicts one", () => {
  test("its version is one that the plan takes", proves("version"), async ({ redisVersion, criterion }) => {
    const { version, ...beside } = redisVersion;

    criterion("version").measured(version, beside);
  });

  test(
    "every confirmed frame goes to the append-only file",
    proves("aof-enabled"),
    async ({ redis, redisNodes, traffic, criterion }) => {
      const before = await redis.aofBytes();
      await traffic.publish(redis.stream("appended"), { frames: 1_000 });

      const grown = (await redis.aofBytes()) - before;
      const values = redisNodes.map(async (node) => [node.service.name, await node.setting("appendonly")]);
      criterion("aof-enabled").measured(
        contradicted(
          ofAll(Object.fromEntries(await Promise.all(values))),
          grown <= 1_000 * 1_024 && "1,000 frames of 1 KiB are not in the file",
        ),
        { appendfsync: await redis.setting("appendfsync"), "file grew by MiB": grown / 2 ** 20 },
      );
    },
  );

  test(
    "snapshots are taken by rule and hold the frames",
    proves("rdb-configured").needs("mayDisturb"),
    async ({ redis, traffic, criterion }) => {
      const before = await redis.rdbBytes();
      await traffic.publish(redis.stream("snapshot"), { frames: 1_000 });
      await redis.snapshot();
      const after = await redis.rdbBytes();

      const save = await redis.setting("save");
      criterion("rdb-configured").measured(
        contradicted(
          plannedSnapshot(save),
          after <= before + 1_000 * 1_024 && "1,000 frames of 1 KiB are not in the snapshot",
        ),
        { save, "file grew by MiB": (after - before) / 2 ** 20 },
      );
    },
  );

  test("memory is limited", proves("maxmemory-set"), async ({ redis, criterion }) => {
    const { measured, details } = await memoryLimit(redis);

    criterion("maxmemory-set").measured(measured, details);
  });

  test(
    "a full Redis refuses frames and keeps those it has",
    proves("eviction-policy").needs("mayDisturb"),
    async ({ redis, traffic, criterion }) => {
      const stream = redis.stream("overflow");
      const { used_memory, evicted_keys } = await redis.info();
      await using full = await redis.override("maxmemory", Number(used_memory) + 8 * MIB);
      const history = await traffic.publish(stream, { frames: 12_000 });
      await full.disposeAsync();
      const delivery = await traffic.drain(stream, history);

      const evicted = Number((await redis.info()).evicted_keys) - Number(evicted_keys);
      criterion("eviction-policy").measured(
        contradicted(
          await redis.setting("maxmemory-policy"),
          evicted > 0 && `${evicted} keys were evicted`,
          delivery.lost > 0 && `${delivery.lost} confirmed frames are lost`,
        ),
        { evicted, ...trafficOf(delivery) },
      );
      enough(delivery.refused, 1, "frames were refused by a full Redis");
    },
  );

  test(
    "a confirmed frame outlives SIGKILL in mid-traffic",
    proves("crash-restart-loss").needs("mayDisturb"),
    async ({ redis, traffic, faults, criterion }) => {
      await using sending = await traffic.start(redis.frames);
      await sending.confirmed(5_000);

      const killed = await faults.kill(redis.service);
      const history = await sending.interrupted();
      await faults.startAgain(redis.service, killed);
      await redis.answers();

      const delivery = await traffic.drain(redis.frames, history);
      criterion("crash-restart-loss").measured(lossOf(delivery), {
        ...pointsTo(delivery),
        ...trafficOf(delivery),
      });
    },
  );

  test(
    "nothing is set that nobody expects",
    proves("settings-expected").needs("seenHost"),
    async ({ redisNodes, criterion }) => {
      const { count, details } = await unexpectedIn(redisNodes);

      criterion("settings-expected").measured(count, details);
    },
  );

  test(
    "a snapshot is taken by itself once enough has changed",
    proves("snapshot-by-rule").needs("fullProfile", "mayDisturb"),
    async ({ redis, traffic, criterion }) => {
      const [before, sinceMs] = [await redis.snapshotsTaken(), performance.now()];
      await traffic.publish(redis.stream("changes"), { frames: BACKLOG });
      const seconds = await snapshotByRule(redis, { before, sinceMs });
      await redis.removeStream("changes");

      criterion("snapshot-by-rule").measured(seconds, { save: await redis.setting("save") });
    },
  );

  test(
    "a backlog stays whole while nobody takes it",
    proves("backlog-kept").needs("fullProfile", "mayDisturb"),
    async ({ redis, traffic, criterion }) => {
      const history = await traffic.publish(redis.frames, { frames: BACKLOG });
      const fewest = await fewestDuring(redis.frames, HELD_MS);
      const seconds = await redis.framesGoIn();
      const delivery = await traffic.drain(redis.frames, history);

      criterion("backlog-kept").measured(
        contradicted(
          delivery.lost,
          seconds !== undefined && `the stream expires in ${seconds} s, with every frame`,
        ),
        { ...trafficOf(delivery), "fewest held": fewest },
      );
      enough(delivery.confirmed, BACKLOG, "frames were confirmed");
    },
  );
});
