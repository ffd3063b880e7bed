import { Problem } from "../kernel/problem.ts";

/** How long a run may take: *quick* while developing and in CI, *full* for the figures that a lead signs. */
export type Profile = "quick" | "full";

export const PROFILES: readonly Profile[] = ["quick", "full"];

/** The profile of this run, from SIGNOFF_PROFILE; *quick* without it. @throws Problem for any other word */
export function currentProfile(env: NodeJS.ProcessEnv = process.env): Profile {
  const name = env.SIGNOFF_PROFILE || "quick";
  const profile = PROFILES.find((known) => known === name);
  if (profile) return profile;
  throw new Problem({
    subject: "SIGNOFF_PROFILE",
    expected: PROFILES.join(" or "),
    seen: name,
    remedy: "set it to one of the two, or leave it out for quick",
  });
}
