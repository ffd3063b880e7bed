import { type Dealt, divided, secondsOf } from "./division.ts";
import { type Durations, durationOf } from "./durations.ts";
import { runsAlone } from "./lanes.ts";
import { specFileOf, specOf, specOfTask } from "./measured-by.ts";
import type { Profile } from "./profile.ts";
import type { Task } from "./schema.ts";
import type { Shard, ShardName } from "./shard.ts";
import { specFiles } from "./specs.ts";

interface Dealing {
  shard: ShardName;
  profile: Profile;
  durations: Durations;
}

/**
 * Deals the tasks of a run over its shards. A task is dealt as a whole; each file of its spec counts in the lane that it runs in.
 * @returns the shard with the whole division, and how long its tasks take
 * @throws Problem where a shard would have no task
 */
export function dealt(
  tasks: readonly Task[],
  { shard, profile, durations }: Dealing,
  files: readonly string[] = specFiles(),
): { shard: Shard; seconds: number } {
  const width = durations.sideBySide;
  const bySpec = Map.groupBy(files, specOf);
  const all = tasks.flatMap((task): Dealt[] => {
    const names = bySpec.get(specOfTask(task))?.map(specFileOf) ?? [];
    const secondsIn = (isAlone: boolean) =>
      names
        .filter((name) => runsAlone(task, name) === isAlone)
        .map((name) => durationOf(durations, profile, name));
    // One without a spec reads "not run" wherever it is.
    return names.length > 0 ? [{ id: task.id, alone: secondsIn(true), beside: secondsIn(false) }] : [];
  });
  const division = divided(all, { of: shard.of, width }).map((ids) => [...ids]);
  const own = division[shard.number - 1] ?? [];
  return {
    shard: { ...shard, division },
    seconds: secondsOf(
      all.filter(({ id }) => own.includes(id)),
      width,
    ),
  };
}
