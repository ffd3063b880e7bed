import { expect, test } from "vitest";
import type { Plan } from "../plan/schema.ts";
import { criterionResult, plannedCriterion, plannedTask, planOf, taskResult } from "../plan/testing.ts";
import { summary } from "./summary.ts";
import { resultsWith } from "./testing.ts";

const criteria = ["aof", "loss", "rate", "time"].map((id) => plannedCriterion(id));
const tasks = ["block1/persistence", "block1/exporter", "block3/load", "overall/security"];
const plan: Plan = {
  ...planOf(...tasks.map((id) => plannedTask(id, criteria))),
  names: { redis: "Redis", rabbitmq: "RabbitMQ" },
  promises: [
    { title: { en: "Message rate", pl: "Tempo" }, shownBy: "block3/load/rate" },
    { title: { en: "Lost", pl: "Utracone" }, shownBy: "block3/load/loss" },
  ],
};
const met = criterionResult("aof", { measuredText: "yes", expected: "yes" });
const rate = criterionResult("rate", { expected: "≥ 1,000 msg/s" });

test("the promises come first, then the blocks, then what is open with the next step", () => {
  const results = resultsWith({
    tasks: [
      taskResult(
        "block1/persistence",
        met,
        criterionResult("loss", {
          status: "not-met",
          measured: 3,
          measuredText: "3 frames",
          reason: "set it",
        }),
      ),
      taskResult("block1/exporter", met),
      taskResult(
        "block3/load",
        { ...rate, broker: "redis", measured: 1020 },
        { ...rate, broker: "rabbitmq", status: "undetermined", reason: "too busy\nfor long" },
        criterionResult("time", { status: "undetermined", reason: "too busy" }),
      ),
      taskResult("overall/security", { ...met, status: "not-run" }),
    ],
  });

  expect(summary(plan, results)).toMatchInlineSnapshot(`
    "Message rate  ≥ 1,000 msg/s  Redis 1,020 frames, RabbitMQ UNDETERMINED

    block1   persistence 1/2 NOT MET, exporter 1/1
    block3   load 1/3 UNDETERMINED
    not run: overall

    not met: block1/persistence/loss: measured 3 frames, expected 0 frames. What to do: set it
    undetermined: block3/load/rate@rabbitmq and 1 more: too busy

    Criteria: 1 not met, 2 undetermined, 1 not run, 3 met"
  `);
});

test("a whole plan that goes wrong in many ways is told in thirty lines", () => {
  const many = planOf(
    ...Array.from({ length: 21 }, (_, task) => plannedTask(`block${task % 7}/task${task}`, criteria)),
  );
  const results = resultsWith({
    tasks: many.blocks
      .flatMap((block) => block.tasks)
      .map(({ id }) =>
        taskResult(
          id,
          ...criteria.map((each) =>
            criterionResult(each.id, { status: "undetermined", reason: `${id} ${each.id}` }),
          ),
        ),
      ),
  });

  expect(summary(many, results).split("\n").length).toBeLessThanOrEqual(28);
});
