import { expect, test } from "vitest";
import type { ScrapeTarget } from "../../watchers/prometheus-answers.ts";
import { targetsUp } from "./targets-up.ts";

const target = (job: string, health: ScrapeTarget["health"] = "up", lastError = ""): ScrapeTarget => ({
  ...{ job, instance: `${job}:1`, health, lastError },
});

test("every job with its targets up leaves nothing to tell", () => {
  expect(targetsUp(["redis", "rabbitmq"], [target("redis"), target("rabbitmq"), target("rabbitmq")])).toEqual(
    {
      notUp: [],
      rows: [
        ["redis", 1, 1],
        ["rabbitmq", 2, 2],
      ],
    },
  );
});

test("a job without a target is as bad as a target that is down, or was not scraped yet", () => {
  const targets = [target("redis", "down", "connection refused"), target("rabbitmq", "unknown")];

  expect(targetsUp(["redis", "rabbitmq", "alertmanager"], targets)).toEqual({
    notUp: [
      "alertmanager has no target",
      "redis redis:1 down connection refused",
      "rabbitmq rabbitmq:1 unknown",
    ],
    rows: [
      ["redis", 1, 0],
      ["rabbitmq", 1, 0],
      ["alertmanager", 0, 0],
    ],
  });
});

test("a job whose nodes do not run needs no target, and counts as soon as it has one", () => {
  expect(targetsUp(["redis-ha"], [], ["redis-ha"])).toEqual({ notUp: [], rows: [] });
  expect(targetsUp(["redis-ha"], [target("redis-ha", "down")], ["redis-ha"])).toEqual({
    notUp: ["redis-ha redis-ha:1 down"],
    rows: [["redis-ha", 1, 0]],
  });
});
