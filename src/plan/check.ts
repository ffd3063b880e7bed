import { checkCoverage } from "./coverage.ts";
import { isOtherPlan, loadWholePlan } from "./plan-file.ts";
import { currentProfile } from "./profile.ts";
import { loadWaivers } from "./waivers.ts";

/** Reads everything that a person writes about the plan, before anything is started. @throws Problem for what is wrong with it */
export function checkPlan(): void {
  const plan = loadWholePlan();
  loadWaivers(plan);
  checkCoverage(plan, { mayLeaveOut: isOtherPlan() });
  currentProfile();
}
