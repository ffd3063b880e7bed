/** What a run verifies: a stack that it starts itself and removes, or one that is there already. */
export type RunTarget =
  | { kind: "own" }
  /** What `docker compose` has of this repository. */
  | { kind: "stack"; allowsFaults: boolean }
  /** Brokers anywhere, at the addresses of a file. */
  | { kind: "addresses"; file: string; allowsFaults: boolean };

/** The target of this run, from SIGNOFF_TARGET (*stack* or the path of a file) and SIGNOFF_ALLOW_FAULTS. */
export function currentTarget(env: NodeJS.ProcessEnv = process.env): RunTarget {
  const { SIGNOFF_TARGET: target, SIGNOFF_ALLOW_FAULTS } = env;
  if (!target) return { kind: "own" };
  const allowsFaults = SIGNOFF_ALLOW_FAULTS === "1";
  return target === "stack"
    ? { kind: "stack", allowsFaults }
    : { kind: "addresses", file: target, allowsFaults };
}
