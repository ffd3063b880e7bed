import { expect, test } from "vitest";
import { inputsOf } from "./series-of-jobs.ts";

const JOBS = ["redis", "redis-ha", "rabbitmq"];

test.each([
  ['up{job="redis"}', ["redis"]],
  ['up{broker="a", job!="redis"}', ["redis-ha", "rabbitmq"]],
  ['up{job=~"redis|rabbitmq"}', ["redis", "rabbitmq"]],
  ['up{job!~"redis.*"}', ["rabbitmq"]],
  ["up", JOBS],
])("%s is taken of %j", (expr, jobs) => {
  const [input] = inputsOf(expr);

  expect(JOBS.filter((job) => input?.isOfJob(job))).toEqual(jobs);
  expect(input?.metric).toBe("up");
});
