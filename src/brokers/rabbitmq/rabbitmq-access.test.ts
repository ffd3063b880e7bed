import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { RABBITMQ_ACCESS } from "./rabbitmq-access.ts";

/** Where a server listens until the test has ended. */
async function listening(server: Server): Promise<{ host: string; port: number }> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { host: "127.0.0.1", port: (server.address() as { port: number }).port };
}

test("a server that is not there throws", async () => {
  const nowhere = { host: "127.0.0.1", port: 1 };

  await expect(RABBITMQ_ACCESS.logIn(nowhere, { user: "producer", password: "new" })).rejects.toThrow(
    /ECONNREFUSED/,
  );
});

test("a RabbitMQ that ends the connection in the login has not let anyone in", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end("AMQP\0\0\t\x01");
  });
  const at = await listening(server);

  await expect(RABBITMQ_ACCESS.logIn(at, { user: "guest", password: "guest" })).rejects.toThrow();
});

test("a node that refuses the old user and takes the new one keeps nothing", async () => {
  const asNew = `Basic ${btoa("new:secret")}`;
  const at = await listening(
    createHttpServer(({ headers }, response) => {
      response.statusCode = headers.authorization === asNew ? 200 : 401;
      response.end(JSON.stringify({ rabbitmq_version: "4.0.0", cluster_name: "frames" }));
    }),
  );
  const node = (user: string) => {
    const environment = { BROKER_USER: user, BROKER_PASSWORD: "secret" };
    return reachedAt("rabbitmq", { 15672: at }, environment);
  };

  expect(await RABBITMQ_ACCESS.keepingOld(node("new"))).toEqual([]);
  expect(await RABBITMQ_ACCESS.keepingOld(node("other"))).toEqual([
    expect.stringContaining("rabbitmq does not take the new user: "),
  ]);
});
