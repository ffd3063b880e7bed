import { Problem } from "../kernel/problem.ts";

/** A task that is to be dealt: the seconds of its files, in the lane that each runs in. */
export interface Dealt {
  id: string;
  /** Of each file that runs by itself. */
  alone: readonly number[];
  /** Of each file that runs side by side with others. */
  beside: readonly number[];
}

/**
 * Deals tasks over shards: the longest first, each to the shard that is then done first. The same tasks with the same seconds
 * are dealt the same on every machine, in whatever order they come.
 * @param width how many files of the second lane run at once on a machine
 * @returns for each shard the ids of its tasks, in the order in which they were given
 * @throws Problem where a shard would have no task
 */
export function divided(
  tasks: readonly Dealt[],
  { of, width }: { of: number; width: number },
): readonly (readonly string[])[] {
  if (of > tasks.length) throw tooMany(tasks.length, of);
  const shards = Array.from({ length: of }, (): Dealt[] => []);
  for (const task of tasks.toSorted(longestFirst)) {
    const candidates = shards.map((shard) => ({ shard, seconds: secondsOf([...shard, task], width) }));
    candidates.reduce((best, each) => (isBefore(each, best) ? each : best)).shard.push(task);
  }
  return shards.map((shard) => tasks.filter((task) => shard.includes(task)).map(({ id }) => id));
}

/** How long tasks take on one machine: what runs alone one after the other, the others as long as the longest, or as all by the width. */
export function secondsOf(tasks: readonly Omit<Dealt, "id">[], width: number): number {
  const beside = tasks.flatMap((task) => task.beside);
  return sum(tasks.flatMap(({ alone }) => alone)) + Math.max(0, ...beside, sum(beside) / width);
}

interface Candidate {
  shard: readonly Dealt[];
  /** How long its tasks take, with the one that is to be dealt. */
  seconds: number;
}

/** Of shards that are done at the same time the one with fewer tasks comes first, and then the lower number. */
function isBefore(one: Candidate, other: Candidate): boolean {
  if (one.seconds !== other.seconds) return one.seconds < other.seconds;
  return one.shard.length < other.shard.length;
}

/** Of the same length by id, unit by unit: what is sorted by a language depends on the machine. */
function longestFirst(one: Dealt, other: Dealt): number {
  const longer = secondsOf([other], 1) - secondsOf([one], 1);
  return longer || (one.id < other.id ? -1 : 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function tooMany(tasks: number, of: number): Problem {
  return new Problem({
    subject: `--shard with ${of} shards`,
    expected: "a task at least for each of them",
    seen: `${tasks} ${tasks === 1 ? "task" : "tasks"} to deal`,
    remedy: "use fewer shards, or name more tasks",
  });
}
