import { expect, test } from "vitest";
import { checkCoverage } from "./coverage.ts";
import { loadPlan, loadWholePlan } from "./plan-file.ts";

test("the shipped plan has every task of the phase, in the phase's order", () => {
  expect(loadPlan().blocks.flatMap(({ tasks }) => tasks.map(({ id }) => id))).toEqual([
    "block0/ports",
    "block0/resources",
    "block1/persistence",
    "block1/exporter",
    "block1/performance",
    "block2/management",
    "block2/prometheus",
    "block2/policies",
    "block2/cluster",
    "block3/load",
    "block3/dashboard",
    "block3/alerts",
    "overall/performance",
    "overall/reliability",
    "overall/hosts",
    "overall/observability",
    "overall/operation",
    "overall/security",
    "rollback/drill",
    "deliverables/plan-commands",
  ]);
});

test("the shipped plan measures load, performance, reliability and hosts for both brokers, and nothing else", () => {
  const forBoth = loadPlan()
    .blocks.flatMap(({ tasks }) => tasks)
    .filter(({ brokers }) => brokers?.join() === "redis,rabbitmq");

  expect(forBoth.map(({ id }) => id)).toEqual([
    "block3/load",
    "overall/performance",
    "overall/reliability",
    "overall/hosts",
  ]);
});

test("the shipped plan and the shipped specs are about the same tasks", () => {
  expect(() => checkCoverage(loadWholePlan())).not.toThrow();
});

test("every remedy of the shipped plan is there in the languages of its titles", () => {
  const { title, blocks } = loadWholePlan();
  const remedies = blocks.flatMap(({ tasks }) =>
    tasks.flatMap(({ id: task, criteria }) =>
      criteria.map(({ id, remedy }) => [`${task}/${id}`, Object.keys(remedy)] as const),
    ),
  );

  expect(remedies.filter(([, languages]) => `${languages}` !== `${Object.keys(title)}`)).toEqual([]);
});
