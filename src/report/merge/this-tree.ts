import { Problem } from "../../kernel/problem.ts";
import { isOtherPlan, nameOfPlan } from "../../plan/plan-file.ts";
import { describeEnvironment, hashesNow } from "../results/environment.ts";
import type { Results } from "../results/results.ts";

/** What says which tree a run was made in. */
export type Tree = Pick<Results, "commit" | "plan" | "hashes">;

/**
 * This tree is the one that the shards ran in: the titles come from its plan, and the statement over the report names its files.
 * @throws Problem that says what differs
 */
export async function mustBeOfThisTree({ target, ...ran }: Results): Promise<void> {
  const { commit } = await describeEnvironment({ isDeployed: target !== undefined });
  const hashes = hashesNow(Object.keys(ran.hashes));
  const differences = treeDifferences(ran, {
    commit,
    hashes,
    ...(isOtherPlan() ? { plan: nameOfPlan() } : {}),
  });
  if (differences.length === 0) return;
  throw new Problem({
    subject: "this working tree",
    expected: "the one that the shards ran in",
    seen: differences.join(", "),
    remedy: "merge in a tree of their commit, with --plan where they had it: git worktree add FOLDER COMMIT",
  });
}

/** What a tree has otherwise than the one of a run. */
export function treeDifferences(ran: Tree, here: Tree): string[] {
  const { plan = "the delivered plan" } = here;
  const { plan: theirs = "the delivered plan" } = ran;
  return [
    ...(ran.commit === here.commit ? [] : [`commit ${here.commit} in place of ${ran.commit}`]),
    ...(theirs === plan ? [] : [`${plan} in place of ${theirs}`]),
    ...Object.keys(ran.hashes)
      .filter((name) => ran.hashes[name] !== here.hashes[name])
      .map((name) => `another content of ${name}`),
  ];
}
