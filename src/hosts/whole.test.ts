import { expect, test } from "vitest";
import { loadWholePlan } from "../plan/plan-file.ts";
import { dockerGroup } from "./kinds/docker-group.ts";
import { wholePlanOn } from "./whole.ts";

test("the whole plan is every task with every drill, for which one drill explains nothing", () => {
  const whole = wholePlanOn({ ...dockerGroup, env: { ...dockerGroup.env, KEPT: "1" } });

  expect(whole.tasks).toEqual([]);
  expect(whole.env).toEqual({ KEPT: "1" });
  expect(whole.undetermined.map(({ obstacle }) => obstacle)).not.toContain("selection");
});

test("a broker more in the plan is one more that the quick profile is too short for", () => {
  const criteria = wholePlanOn(dockerGroup, ["redis", "nats"]).undetermined.map(({ criterion }) => criterion);

  expect(criteria).toEqual(
    expect.arrayContaining(["block3/load/sustained-for@redis", "block3/load/sustained-for@nats"]),
  );
  expect(criteria).not.toContain("block3/load/sustained-for@rabbitmq");
});

test("with NATS in scope its exporter's image explains criteria of the plan, and without it none", () => {
  const known = loadWholePlan().blocks.flatMap(({ tasks }) =>
    tasks.flatMap(({ id, criteria }) => criteria.map((criterion) => `${id}/${criterion.id}`)),
  );
  const explained = (brokers: string[]) =>
    wholePlanOn(dockerGroup, brokers)
      .undetermined.filter(({ why }) => why.includes("exporter"))
      .map(({ criterion }) => criterion);

  expect(explained(["redis", "rabbitmq"])).toEqual([]);
  expect(explained(["redis", "nats"])).toContain("block3/alerts/alerts-fire");
  expect(explained(["redis", "nats"]).filter((criterion) => !known.includes(criterion))).toEqual([]);
});
