import { Problem } from "../../kernel/problem.ts";
import { criterionInRole } from "../../plan/criterion-of.ts";
import { judge } from "../../plan/judge.ts";
import type { Role } from "../../plan/roles.ts";

/** A version, and who told it. */
export interface ToldVersion {
  version: string;
  "told by": string;
}

interface Asked {
  /** What the plan's criterion of this version is. */
  role: Role;
  /** Starts the node and has it tell its version. */
  node(): Promise<ToldVersion>;
  /** The version of its image. */
  image(): Promise<string | undefined>;
}

/**
 * The version that a node tells. Of a node that does not start, its image's, where that is one that the plan does not take: an
 * old node does not know the settings of a new one, and its version is the reason to give.
 *
 * @throws Problem when it does not start and its version is no reason
 */
export async function nodeVersion({ role, node, image }: Asked): Promise<ToldVersion> {
  try {
    return await node();
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const planned = criterionInRole(role)?.criterion;
    const version = await image();
    if (!planned || !version || judge(planned, version).status === "met") throw thrown;
    return { version, "told by": "its image, since it does not start" };
  }
}
