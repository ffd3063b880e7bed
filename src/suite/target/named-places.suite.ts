import { expect, test } from "vitest";
import { brokerAt } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import { destinationsOf } from "../../brokers/destinations.ts";
import { openStack } from "../../brokers/open-stack.ts";
import { rabbitmq as rabbitmqBroker } from "../../brokers/rabbitmq/rabbitmq.ts";
import { RabbitMQAdmin } from "../../brokers/rabbitmq/rabbitmq-admin.ts";
import { redis as redisBroker } from "../../brokers/redis/redis.ts";
import { RedisAdmin } from "../../brokers/redis/redis-admin.ts";
import { connectRedis } from "../../brokers/redis/redis-connection.ts";
import { targetOfUrl } from "../../brokers/target-from.ts";
import { ReachedService } from "../../stack/reached-service.ts";
import { carryOut } from "../../traffic/load-order.ts";
import { preflight } from "../../traffic/preflight.ts";
import { removeOwn } from "./deployed.ts";

const FOREIGN = Buffer.from("someone else's frame");
/** Of a run that is gone, as its name says. */
const LEFT_BEHIND = destinationsOf({ host: "host", process: "boot/1/1" }).named("frames");

/** Takes over what the place holds, sends a second of frames and takes them out again. */
async function adopted(broker: Broker, url: string): Promise<number> {
  const run = await carryOut({
    mustBeFree: true,
    target: targetOfUrl(broker, url),
    source: { frameBytes: 64 },
    framesPerSecond: 50,
    durationSeconds: 1,
    adopt: true,
  });
  expect(run.delivery).toMatchObject({ attempted: 50, confirmed: 50, lost: 0 });
  return run.adopted;
}

test("of Redis, the database that a URL names is loaded and emptied, and no other is touched", async () => {
  await using stack = await openStack();
  const [service] = await stack.start("redis");
  const { host, port } = await service.address(6379);
  const inDatabase = async <T>(
    database: number,
    ask: (redis: Awaited<ReturnType<typeof connectRedis>>) => Promise<T>,
  ) => {
    const redis = await connectRedis({ ...new RedisAdmin(service).login, database });
    try {
      return await ask(redis);
    } finally {
      redis.disconnect();
    }
  };
  for (const database of [0, 1]) {
    await inDatabase(database, async (redis) => {
      await redis.xadd("frames", "1-1", "frame", FOREIGN);
      await redis.xadd(LEFT_BEHIND, "1-1", "frame", FOREIGN);
    });
  }
  const before = await inDatabase(0, (redis) => Promise.all([redis.dumpBuffer("frames"), redis.dbsize()]));

  expect(await adopted(redisBroker, `redis://${host}:${port}/1`)).toBe(1);

  const named = new ReachedService(
    { ...service.service, environment: { REDIS_DATABASE: "1" } },
    { 6379: { host, port } },
  );
  expect(await removeOwn([named], () => true)).toEqual([LEFT_BEHIND]);
  expect(await inDatabase(0, (redis) => Promise.all([redis.dumpBuffer("frames"), redis.dbsize()]))).toEqual(
    before,
  );
  expect(await inDatabase(1, (redis) => redis.xlen("frames"))).toBe(0);
  await expect(
    preflight(targetOfUrl(redisBroker, `redis://${host}:${port}/9999`), { adopt: true }),
  ).rejects.toThrow(/database 9999: .*DB index is out of range/);
});

test("of RabbitMQ, the virtual host that a URL names is loaded and emptied, and no other is touched", async () => {
  await using stack = await openStack();
  const [service] = await stack.start("rabbitmq");
  const { host, port } = await service.address(5672);
  const login = new RabbitMQAdmin(service).login;
  await service.exec(["rabbitmqctl", "-q", "add_vhost", "video/one"]);
  await service.exec([
    "rabbitmqctl",
    "-q",
    "set_permissions",
    "-p",
    "video/one",
    login.user,
    ".*",
    ".*",
    ".*",
  ]);
  const management = await service.address(15672);
  const named = new ReachedService(
    {
      ...service.service,
      environment: { BROKER_USER: login.user, BROKER_PASSWORD: login.password, BROKER_VHOST: "video/one" },
    },
    { 5672: { host, port }, 15672: management },
  );
  const [theirs, ours] = [new RabbitMQAdmin(service), new RabbitMQAdmin(named)];
  await ours.declareQueue("frame_queue", "quorum");
  for (const each of [theirs, ours]) await each.declareQueue(LEFT_BEHIND, "quorum");
  const url = (vhost: string) =>
    `amqp://${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@${host}:${port}${vhost}`;
  for (const vhost of ["", "/video%2Fone"]) {
    await using publisher = await brokerAt(targetOfUrl(rabbitmqBroker, url(vhost))).openPublisher();
    expect(await publisher.publish(FOREIGN)).toBe("confirmed");
  }

  expect(await adopted(rabbitmqBroker, url("/video%2Fone"))).toBe(1);

  expect(await removeOwn([named], () => true)).toEqual([LEFT_BEHIND]);
  expect(await theirs.queues()).toContain(LEFT_BEHIND);
  expect(await brokerAt(targetOfUrl(rabbitmqBroker, url("/%2F"))).depth()).toBe(1);
  expect(await ours.queues()).toEqual(["frame_queue"]);
});
