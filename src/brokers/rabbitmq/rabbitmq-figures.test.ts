import { expect, test } from "vitest";
import { exactly } from "../known.ts";
import { figuresOfQueues, instanceOf } from "./rabbitmq-figures.ts";

test("a node is known by its port of metrics, by whichever of its names", () => {
  expect(instanceOf("rabbit@rabbitmq-2")).toEqual({ instance: "rabbitmq-2:15692" });
  expect(instanceOf("rabbitmq-2")).toEqual({ instance: "rabbitmq-2:15692" });
});

test("what consumers hold is not ready, and dead letters are no backlog", () => {
  const members = ["rabbit@rabbitmq", "rabbit@rabbitmq-2"];
  const figures = figuresOfQueues([
    { name: "frame_queue", messages: 10, unacked: 4, consumers: 2, leader: "rabbit@rabbitmq", members },
    { name: "frame_queue.dead", messages: 3, unacked: 0, consumers: 0, members },
  ]);
  const value = (what: string, labels: Record<string, string>) =>
    figures.find((each) => each.what === what && JSON.stringify(each.of) === JSON.stringify(labels))?.least;

  expect(value("rabbitmq-ready", { queue: "frame_queue" })).toBe(6);
  expect(value("rabbitmq-unacked", { queue: "frame_queue" })).toBe(4);
  expect(value("backlog", { broker: "rabbitmq" })).toBe(10);
  expect(value("rabbitmq-dead-letters", { queue: "frame_queue.dead" })).toBe(3);
  expect(value("rabbitmq-members", { queue: "frame_queue.dead" })).toBe(2);
  expect(value("rabbitmq-consumers", { broker: "rabbitmq" })).toBe(2);
  expect(figures.filter(({ what }) => what === "rabbitmq-leader")).toEqual([
    exactly("rabbitmq-leader", { instance: "rabbitmq:15692" }, 1),
  ]);
});
