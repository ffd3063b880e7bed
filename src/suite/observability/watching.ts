import { Stack } from "../../stack/stack.ts";
import type { StackUnderTest } from "../../stack/stack-under-test.ts";
import type { HurriedConfig } from "../alerting/hurried-config.ts";
import { unusedJobs, watchable } from "../record/started-brokers.ts";
import type { UnderTest } from "../record/under-test.ts";
import { expectedTargets } from "./expected-targets.ts";
import { startHa, startWatched } from "./start-watched.ts";
import { WatchedStack } from "./watched-stack.ts";

/** The brokers and all that watches them: of a stack of the run's own with the members of profile ha, too. */
export async function watching(
  target: StackUnderTest,
  underTest: UnderTest,
  config: HurriedConfig,
): Promise<WatchedStack> {
  const ha = target instanceof Stack ? startHa(target, underTest) : undefined;
  const [parts, members, { brokers }] = await Promise.all([
    startWatched(target, underTest, config),
    ha,
    watchable(target),
  ]);
  return new WatchedStack(parts, {
    unusedJobs: await unusedJobs(target, brokers),
    expected: await expectedTargets(target, brokers),
    ...(members ? { members } : {}),
  });
}
