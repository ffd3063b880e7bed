import { expect, test } from "vitest";
import { inScope } from "./scope.ts";
import { plannedCriterion, plannedTask, writtenPlanOf } from "./testing.ts";

const lost = [plannedCriterion("lost")];
const plan = writtenPlanOf(
  { ...plannedTask("a/redis", lost), broker: "redis" },
  { ...plannedTask("b/rabbitmq", lost), broker: "rabbitmq" },
  { ...plannedTask("c/load", lost), broker: "each" },
  plannedTask("c/host", lost),
);

test("a task about one broker is in scope with it, its block goes with its last task", () => {
  const { brokers, blocks } = inScope(plan, ["redis"]);

  expect(brokers).toEqual(["redis"]);
  expect(blocks.map(({ tasks }) => tasks.map(({ id }) => id))).toEqual([["a/redis"], ["c/load", "c/host"]]);
});

test("what is measured for each broker is measured for those in scope, and nothing else is", () => {
  const tasks = inScope(plan, ["redis", "nats"]).blocks.flatMap((block) => block.tasks);

  expect(tasks.map(({ id, brokers }) => [id, brokers])).toEqual([
    ["a/redis", undefined],
    ["c/load", ["redis", "nats"]],
    ["c/host", undefined],
  ]);
});

test("a success metric is shown by what is in scope, and gone where nothing shows it", () => {
  const title = { en: "No loss" };
  const [block] = plan.blocks.slice(-1);
  const success = [
    { title, shownBy: ["b/rabbitmq/lost", "c/load"] },
    { title, shownBy: ["b/rabbitmq"] },
  ];
  const blocks = [...plan.blocks.slice(0, -1), { ...(block as (typeof plan.blocks)[number]), success }];

  expect(inScope({ ...plan, blocks }, ["redis"]).blocks.at(-1)?.success).toEqual([
    { title, shownBy: ["c/load"] },
  ]);
});
