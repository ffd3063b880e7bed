import { expect, test, vi } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { rabbitmq } from "./rabbitmq.ts";
import type { Queue } from "./rabbitmq-answers.ts";
import { RabbitMQDeployment } from "./rabbitmq-deployment.ts";

const NAMES = rabbitmq.nodes.map((name) => `rabbit@${name}`);
const WHOLE: Partial<Queue> = { online: NAMES, leader: "rabbit@rabbitmq-2" };

interface World {
  queue?: Partial<Queue>;
  /** How many nodes the last of them sees run. */
  seen?: number;
  alarms?: string[];
  behind?: string;
}

/** A cluster of three whose nodes say this; the real one can't be held in these states. */
function clusterWith({ queue = WHOLE, seen = NAMES.length, alarms = [], behind }: World) {
  const [first, ...others] = rabbitmq.nodes;
  const deployment = new RabbitMQDeployment(rabbitmq, {
    nodes: [reachedAt(first), ...others.map((name) => reachedAt(name))],
    witnesses: [],
    disks: [],
  });
  for (const [index, node] of deployment.nodes.entries()) {
    vi.spyOn(node, "memberBehind").mockResolvedValue(behind);
    vi.spyOn(node, "queue").mockResolvedValue(queue as Queue);
    vi.spyOn(node, "alarms").mockResolvedValue(
      alarms.map((resource) => ({ node: "rabbit@rabbitmq", resource })),
    );
    const count = index === deployment.nodes.length - 1 ? seen : NAMES.length;
    vi.spyOn(node, "nodes").mockResolvedValue(
      NAMES.map((name, at) => ({ name, running: at < count, partitions: [] })) as never,
    );
  }
  return deployment;
}

test("a cluster is whole when every node sees all, every member is online and no alarm is raised", async () => {
  await expect(clusterWith({}).whole(0)).resolves.toBeUndefined();
});

test.each<[World, string]>([
  [{ seen: 2 }, "rabbitmq-3 sees 2 of 3 nodes run"],
  [{ queue: { ...WHOLE, online: NAMES.slice(1) } }, "2 of 3 members of frame_queue are online"],
  [{ queue: { online: NAMES } }, "frame_queue has no leader"],
  [{ alarms: ["memory", "disk"] }, "alarms: memory, disk"],
  [{ behind: "rabbit@rabbitmq has 5 of 9 entries" }, "frame_queue: rabbit@rabbitmq has 5 of 9 entries"],
])("what is missing is said: %j", async (world, missing) => {
  await expect(clusterWith(world).whole(0)).rejects.toThrow(missing);
});

test("the node in front is the queue's leader", async () => {
  expect((await clusterWith({}).front()).service.name).toBe("rabbitmq-2");
});

test("a leader that is no node of this run is named, as a queue without one", async () => {
  const elsewhere = clusterWith({ queue: { ...WHOLE, leader: "rabbit@elsewhere" } });

  await expect(elsewhere.front()).rejects.toThrow("is rabbit@elsewhere, which is no node of this run");
  await expect(clusterWith({ queue: { online: NAMES } }).front()).rejects.toThrow(
    "is none, which is no node",
  );
});
