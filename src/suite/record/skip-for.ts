import type { TestContext } from "vitest";
import type { Obstacle } from "../../kernel/obstacle.ts";
import "../../report/results/task-meta.ts";

/** What ends a test for an obstacle: the runner shows its text, and the report knows its kind as well. */
export function skipFor({
  task: { meta },
  skip,
}: Pick<TestContext, "skip"> & { task: Pick<TestContext["task"], "meta"> }): (obstacle: Obstacle) => never {
  return (obstacle) => {
    meta.obstacle = obstacle;
    return skip(obstacle.text);
  };
}
