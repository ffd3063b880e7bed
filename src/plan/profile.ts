import { Problem } from "../kernel/problem.ts";

/**
 * How long a run may take: *quick* while developing and in CI, *full* for the figures that a lead signs. *hosts* is as quick, and loses
 * a host of several.
 */
export type Profile = "quick" | "hosts" | "full";

export const PROFILES: readonly Profile[] = ["quick", "hosts", "full"];

/** The profile of this run, from SIGNOFF_PROFILE; *quick* without it. @throws Problem for any other word */
export function currentProfile(env: NodeJS.ProcessEnv = process.env): Profile {
  const name = env.SIGNOFF_PROFILE || "quick";
  const profile = PROFILES.find((known) => known === name);
  if (profile) return profile;
  throw new Problem({
    subject: "SIGNOFF_PROFILE",
    expected: `${PROFILES.slice(0, -1).join(", ")} or ${PROFILES.at(-1)}`,
    seen: name,
    remedy: "set it to one of them, or leave it out for quick",
  });
}
