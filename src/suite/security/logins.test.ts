import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { logInToRabbitMQ, logInToRedis } from "./logins.ts";
import { lettingIn, redisStandIn } from "./redis-stand-in.ts";

test("Redis lets in who has the password", async () => {
  await using redis = await redisStandIn(lettingIn({ producer: "new" }));

  await expect(logInToRedis(redis.at, { user: "producer", password: "new" })).resolves.toBeUndefined();
  expect(redis.asked).toContainEqual(["hello", "3", "AUTH", "producer", "new"]);
});

test("a login that Redis refuses throws its reason", async () => {
  await using redis = await redisStandIn(lettingIn({ producer: "new" }));

  await expect(logInToRedis(redis.at, { user: "producer", password: "old" })).rejects.toThrow(/WRONGPASS/);
});

test("a login over TLS is none where the server speaks without", async () => {
  await using redis = await redisStandIn(lettingIn({ producer: "new" }));
  const login = { user: "producer", password: "new", ca: "no certificate" };

  await expect(logInToRedis(redis.at, login)).rejects.toThrow();
  expect(redis.asked).toEqual([]);
});

test("a server that is not there throws, for both brokers", async () => {
  const nowhere = { host: "127.0.0.1", port: 1 };
  const login = { user: "producer", password: "new" };

  await expect(logInToRedis(nowhere, login)).rejects.toThrow(/ECONNREFUSED/);
  await expect(logInToRabbitMQ(nowhere, login)).rejects.toThrow(/ECONNREFUSED/);
});

test("a RabbitMQ that ends the connection in the login has not let anyone in", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end("AMQP\0\0\t\x01");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };

  await expect(
    logInToRabbitMQ({ host: "127.0.0.1", port }, { user: "guest", password: "guest" }),
  ).rejects.toThrow();
});
