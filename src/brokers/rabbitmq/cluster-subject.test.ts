import { expect, test } from "vitest";
import { ClusterSubject } from "./cluster-subject.ts";
import type { RabbitMQSubject } from "./rabbitmq-subject.ts";

const AT_ONCE = { deadlineMs: 1, everyMs: 1 };

interface Told {
  /** How many of the three it sees run. */
  running: number;
  partitions?: string[] | undefined;
}

/** A node, and what it tells of the three. */
function node(name: string, { running, partitions = [] }: Told, online: string[] = []): RabbitMQSubject {
  return {
    service: { name },
    nodes: async () =>
      ["one", "two", "three"].map((each, index) => ({
        name: each,
        running: index < running,
        partitions: each === name ? partitions : [],
      })),
    alarms: async () => [{ node: "rabbit@two", resource: "disk" }],
    frameQueue: async () => ({ online }),
  } as unknown as RabbitMQSubject;
}

const cluster = (...told: Told[]) =>
  new ClusterSubject(
    told.map((each, index) => node(["one", "two", "three"][index] as string, each)),
    AT_ONCE,
  );

test("the narrowest view of a node counts, and every partition that one of them sees", async () => {
  const view = await cluster({ running: 3 }, { running: 1, partitions: ["one"] }, { running: 2 }).view();

  expect(view).toEqual({ running: 1, partitions: ["one"], alarms: ["disk of rabbit@two"] });
});

test("nodes that see each other are taken at once", async () => {
  expect(await cluster({ running: 3 }, { running: 3 }, { running: 3 }).view()).toMatchObject({
    running: 3,
    partitions: [],
  });
});

test("a node that runs and has not told its partitions shows nothing yet", async () => {
  const silent = node("one", { running: 3 });
  const nodes = async () => [{ name: "one", running: true }];

  await expect(new ClusterSubject([Object.assign(silent, { nodes })], AT_ONCE).view()).rejects.toThrow(
    /one has not told its figures yet/,
  );
});

test("a queue that has not grown in time is told as it is", async () => {
  const few = [node("one", { running: 3 }, ["one"]), node("two", { running: 3 })];

  expect(await new ClusterSubject(few, AT_ONCE).grownQueue()).toEqual({ online: ["one"] });
});

test("a name that no node has is an error", () => {
  expect(() => cluster({ running: 3 }).node("four")).toThrow("four is no node of this cluster");
});
