import { expect, test } from "vitest";
import { plannedCriterion, plannedTask, planOf } from "../plan/testing.ts";
import { notLedTo, pathsIn, remediesAstray } from "./remedy-paths.ts";

const planWith = (remedy: string) =>
  planOf(plannedTask("block/task", [plannedCriterion("a", { remedy: { en: remedy } })]));

test.for([
  ["set x in config/redis/redis.conf, for every node", ["config/redis/redis.conf"]],
  ["fix config/prometheus/rules/; see docs/security.md.", ["config/prometheus/rules", "docs/security.md"]],
  ["set it in plan.yaml and docker-compose.yml: both", ["plan.yaml", "docker-compose.yml"]],
  ["look at /data, /var/lib/rabbitmq and http://localhost:9090/targets; redis-cli --help", []],
  ["(reports/evidence/block3/load/)", ["reports/evidence/block3/load"]],
] as const)("of %j the paths are %j", ([text, paths]) => {
  expect(pathsIn(text)).toEqual(paths);
});

test("a remedy that names a file that is not there is told, but for what runs write", () => {
  const plan = planWith("see start.sh, config/redis/ and reports/evidence/");

  expect(remediesAstray(plan, (path) => path === "config/redis")).toEqual(["block/task/a: start.sh"]);
});

test.for([
  ["in config/redis/redis.conf", "config/redis/redis.conf", true],
  ["in config/redis/", "config/redis/redis.conf", true],
  ["in config/redis/start.sh", "config/redis/redis.conf", true],
  ["in config/redis/start.sh", "config/rabbitmq/start.sh", false],
  ["in config/redis/", "docker-compose.yml", false],
  ["in docker-compose.yml", "config/redis/redis.conf", false],
  ["in config/red", "config/redis/redis.conf", false],
  ["in dashboards/source/", "dashboards/message-broker.json", true],
  ["in dashboards/source/limits.ts", "dashboards/message-broker.json", true],
  ["restart it", "docker-compose.yml", false],
  ["restart it", "plan/plan.yaml", true],
] as const)("%s leads to %s: %s", ([remedy, file, isLed]) => {
  const sabotage = { id: "s", breaks: "it", edits: [{ file, from: "a", to: "b" }] };

  expect(notLedTo(planWith(remedy), { ...sabotage, turns: ["block/task/a@redis"] })).toEqual(
    isLed ? [] : [`s: ${file}`],
  );
  expect(notLedTo(planWith(remedy), { ...sabotage, turns: [], keeps: ["block/task/a"] })).toEqual([]);
});
