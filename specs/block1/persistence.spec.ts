import { contradicted, enough, lossOf, proves, test, trafficOf } from "../../fixtures/test.ts";

const MIB = 2 ** 20;

test.describe("Redis keeps frames in an append-only file and snapshots, and never evicts one", () => {
  test(
    "every confirmed frame goes to the append-only file",
    proves("aof-enabled"),
    async ({ redis, traffic, criterion }) => {
      const before = await redis.aofBytes();
      await traffic.publish(redis.stream("appended"), { frames: 1_000 });

      const aofGrewBytes = (await redis.aofBytes()) - before;
      criterion("aof-enabled").measured(
        contradicted(
          await redis.setting("appendonly"),
          aofGrewBytes <= 1_000 * 1_024 && "1,000 frames of 1 KiB are not in the file",
        ),
        { appendfsync: await redis.setting("appendfsync"), aofGrewBytes },
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
      const rules = save.match(/\d+ \d+/g) ?? [];
      criterion("rdb-configured").measured(
        contradicted(
          rules.length,
          after <= before + 1_000 * 1_024 && "1,000 frames of 1 KiB are not in the snapshot",
        ),
        { save, rdbGrewBytes: after - before },
      );
    },
  );

  test("memory is limited", proves("maxmemory-set"), async ({ redis, criterion }) => {
    criterion("maxmemory-set").measured(Number(await redis.setting("maxmemory")));
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
      criterion("crash-restart-loss").measured(lossOf(delivery), trafficOf(delivery));
    },
  );
});
