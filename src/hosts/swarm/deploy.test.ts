import { expect, test } from "vitest";
import { isWhole, lacksImage, notRunning } from "./deploy.ts";

test.for([
  ["1/1", true],
  ["3/3", true],
  ["1/1 (max 1 per node)", true],
  ["2/3", false],
  ["0/1", false],
  ["0/0", false],
  ["", false],
] as const)("%j replicas are whole: %j", ([replicas, isIt]) => {
  expect(isWhole(replicas)).toBe(isIt);
});

test("an image that hosts do not have is named once for each host, with what to do", () => {
  const task = (Node: string) => ({
    ...{ ID: Node, Name: "frames_redis.1", Node },
    Error: "No such image: redis:8",
  });

  const { message } = notRunning("frames", [task("host-1"), task("host-1"), task("host-2")]);

  expect(message.match(/No such image/g)).toHaveLength(2);
  expect(message).toContain("frames_redis.1 on host-2: No such image: redis:8");
  expect(message).toContain("docker save");
});

test("a task that ends for another reason is looked at in its log", () => {
  const ended = { ID: "1", Name: "frames_redis.1", Node: "host-1", Error: "task: non-zero exit (1)" };

  expect(notRunning("frames", [ended]).message).toContain("docker service logs");
});

test("a task that lacks the image of the deployment before says nothing of this one", () => {
  const task = { ID: "1", Name: "frames_redis.1", Node: "host-1", Error: '"No such image: redis:8"' };

  expect(lacksImage(task, "redis:8")).toBe(true);
  expect(lacksImage(task, "redis:8.2")).toBe(false);
  expect(lacksImage({ ...task, Error: "task: non-zero exit (1)" })).toBe(false);
});
