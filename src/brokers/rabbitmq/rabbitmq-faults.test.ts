import { expect, test } from "vitest";
import type { RunningService } from "../../stack/running-service.ts";
import { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import { cutOff } from "./rabbitmq-faults.ts";

const CONNECTIONS = [
  ["<rabbit@rabbitmq.1.0>", '[{"connection_name","frame-producer"}]'],
  ["<rabbit@rabbitmq.2.0>", '[{"connection_name","frame-consumer"}]'],
  ["<rabbit@rabbitmq.3.0>", '[{"connection_name","frame-producer"},{"product","amqplib"}]'],
];

/** A node whose command line tool lists these connections. */
function nodeWith(connections: readonly (readonly string[])[]) {
  const closed: string[] = [];
  const service: Pick<RunningService, "name" | "exec"> = {
    name: "rabbitmq",
    async exec([, , command = "", pid = ""]) {
      if (command !== "close_connection") return connections.map((line) => line.join("\t")).join("\n");
      closed.push(pid);
      return "";
    },
  };
  return { rabbitmq: new RabbitMQAdmin(service as RunningService), closed };
}

test("a client is cut off by closing its connections, and nobody else's", async () => {
  const { rabbitmq, closed } = nodeWith(CONNECTIONS);
  await using fault = cutOff("frame-producer", rabbitmq);

  expect(await fault.inject()).toBe("2 connection of frame-producer closed");
  expect(closed).toEqual(["<rabbit@rabbitmq.1.0>", "<rabbit@rabbitmq.3.0>"]);
});

test("a client that is not there cannot be cut off", async () => {
  const { rabbitmq, closed } = nodeWith(CONNECTIONS.slice(1, 2));
  await using fault = cutOff("frame-producer", rabbitmq);

  await expect(fault.inject()).rejects.toThrow("rabbitmq has no client frame-producer to be cut off");
  expect(closed).toEqual([]);
});
