import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { rabbitmqWithoutPassword } from "./rabbitmq-logins.ts";

const as = (user: string, port: number) =>
  reachedAt(
    "rabbitmq",
    { 5672: { host: "127.0.0.1", port } },
    { BROKER_USER: user, BROKER_PASSWORD: "guest" },
  );

test("a node that is not there throws: it has shown nothing", async () => {
  await expect(rabbitmqWithoutPassword(as("root", 1))).rejects.toThrow(/ECONNREFUSED/);
});

test("a node that ends the connection in the login for another reason has shown nothing either", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end("AMQP\0\0\t\x01");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };

  await expect(rabbitmqWithoutPassword(as("root", port))).rejects.toThrow();
});
