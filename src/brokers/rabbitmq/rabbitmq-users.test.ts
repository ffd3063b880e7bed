import { expect, test } from "vitest";
import type { RunningService } from "../../stack/running-service.ts";
import { rabbitmqUsers } from "./rabbitmq-users.ts";

/** A node that prints this to `rabbitmqctl eval`, and keeps what it was asked. */
function node(printed: string) {
  const asked: string[][] = [];
  const exec = async (command: string[]) => {
    asked.push(command);
    return printed;
  };
  return { service: { exec } as unknown as RunningService, asked };
}

test("each user may do what the node lists of it, tags included", async () => {
  const { service } = node(
    '["producer write exchange amq.default",\n "producer read queue frame_queue",\n "consumer read queue frame_queue","consumer tag monitoring"]\n',
  );

  const users = await rabbitmqUsers(service);

  expect(users).toEqual([
    {
      user: "rabbitmq: producer",
      allowed: ["write exchange amq.default", "read queue frame_queue"],
      needed: ["write exchange amq.default"],
      looked: 19,
    },
    {
      user: "rabbitmq: consumer",
      allowed: ["read queue frame_queue", "tag monitoring"],
      needed: ["read queue frame_queue"],
      looked: 19,
    },
  ]);
});

test("a node that lists nothing lets nobody do anything", async () => {
  expect((await rabbitmqUsers(node("[]").service)).map(({ allowed }) => allowed)).toEqual([[], []]);
});

test("the node is asked about every verb on every resource, for both users", async () => {
  const { service, asked } = node("[]");
  await rabbitmqUsers(service);

  expect(asked[0]?.slice(0, 3)).toEqual(["rabbitmqctl", "-q", "eval"]);
  expect(asked[0]?.[3]).toContain("[configure, write, read]");
  expect(asked[0]?.[3]).toContain('{queue, <<"frame_queue.dead">>}');
  expect(asked[0]?.[3]).toContain('[<<"producer">>, <<"consumer">>]');
});
