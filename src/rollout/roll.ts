import { messageOf, Problem } from "../kernel/problem.ts";
import type { Progress } from "../kernel/steps.ts";

/** A broker whose members are replaced one after the other. */
export interface Rolled {
  title: string;
  nodes: readonly string[];
  witnesses: readonly string[];
  /** Waits until every member is there and none is behind. @throws an error that says what is missing */
  whole(): Promise<void>;
  /** The node that takes the frames now. */
  front(): Promise<string>;
  /** Has another node take the frames with nothing lost; absent where the others do so by themselves when it ends. */
  handOver?(): Promise<void>;
}

interface How {
  /** Replaces one member, and waits until its successor runs. */
  replace(member: string): Promise<void>;
  progress: Progress;
}

/**
 * Replaces the changed members of a broker: those that hold no frames first, the node that takes them last. Each is waited for
 * until the broker has all that it should before the next one ends, so that one alone is away at any time.
 * @throws Problem with what is still to be done: before any is replaced where one is missing, or when one does not come back
 */
export async function roll(
  changed: ReadonlySet<string>,
  rolled: Rolled,
  { replace, progress }: How,
): Promise<void> {
  const { title, nodes, witnesses } = rolled;
  const left = [...witnesses, ...nodes].filter((name) => changed.has(name));
  if (left.length === 0) return;
  progress(`${title}: every member has to be there first`);
  await rolled.whole().catch((thrown: unknown) => {
    throw notWhole(title, left, thrown);
  });
  const count = left.length;
  while (left.length > 0) {
    const front = await rolled.front();
    const next = nextOf(left, front);
    if (next === front && rolled.handOver) {
      progress(`${title}: another node than ${next} is to take the frames`);
      await rolled.handOver();
    }
    progress(`${title}: ${next} (${count - left.length + 1} of ${count})`);
    await replace(next);
    left.splice(left.indexOf(next), 1);
    progress(`${title}: ${next} runs, and has to catch up`);
    await rolled.whole().catch((thrown: unknown) => {
      throw notBack(title, next, { left, thrown });
    });
  }
}

/** Who is next: in the order in which they are left, but the node that takes the frames last. */
function nextOf(left: readonly string[], front: string): string {
  return left.find((name) => name !== front) ?? front;
}

function notWhole(title: string, left: readonly string[], thrown: unknown): Problem {
  return new Problem(
    {
      subject: title,
      expected: "every member there and none behind, before one of them is replaced",
      seen: messageOf(thrown),
      remedy: `bring back what is missing (docker service ps, docker service logs), then run this again; where the change itself is what brings it back: --at-once, which starts ${left.join(", ")} anew together`,
    },
    { cause: thrown },
  );
}

function notBack(
  title: string,
  member: string,
  { left, thrown }: { left: readonly string[]; thrown: unknown },
): Problem {
  const rest = left.length > 0 ? `; ${left.join(", ")} were left as they are` : "";
  return new Problem(
    {
      subject: `${title}, ${member}`,
      expected: "it to be back with all that the others have",
      seen: `${messageOf(thrown)}${rest}`,
      remedy:
        "look at its log (docker service logs), then correct the change or take it back and run this again; while the member is away that takes --at-once",
    },
    { cause: thrown },
  );
}
