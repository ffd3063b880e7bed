import type { Fault } from "../../faults/fault.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { settled } from "../../kernel/wait.ts";
import type { CellPlan } from "./cell.ts";
import type { Course } from "./course.ts";
import type { Placed } from "./placed.ts";

/** Seconds of load before the fault. */
const FLOWS_AFTER = 3;
/** Enough to tell the growth of files by; a slow host may take longer than those seconds. */
const LEAST_CONFIRMED = 600;
const LEAST_FRAMES = 5_500;
/** Longer than the plan allows for a failover. */
const TAKEN_OVER_WITHIN_MS = 45_000;
/** As many as a second's, beyond those that were under way. */
const FLOWS_AGAIN_FRAMES = 500;
/** Beyond those that a producer catches up with: the next cut comes at another moment of whatever the broker does by the second. */
const BETWEEN_FRAMES = 750;

export interface Waiting {
  /** Until frames are confirmed again, and enough were sent. */
  flowsAgainWithinMs: number;
  /** Until frames are confirmed before a fault. */
  flowsWithinMs: number;
}

/** What was seen of a fault, and of the load around it. */
export interface FaultMade {
  /** Confirmed frames that it could lose. */
  atStake: number;
  /** Frames that were confirmed right before it, each time it was made: the fewest. */
  confirmedLately: number;
  confirmedAfter: number;
  faultMs: number;
  /** From its landing, the first time, to its last healing, on the run's clock; without it none was made. */
  inForce?: { fromMs: number; toMs: number };
  proof: string;
  placed: Placed;
}

type How = Omit<CellPlan, "lastsSeconds"> & { lastsSeconds: number; times: number };

/**
 * Makes a fault within a load, as often as it is to be made, and heals it each time.
 * @param look where the frames are that were confirmed so far
 */
export async function makeFault(
  fault: Fault,
  how: How,
  course: Course,
  { flowsAgainWithinMs, flowsWithinMs }: Waiting,
  look: (confirmed: number) => Promise<Placed>,
): Promise<FaultMade> {
  await course.reaches(how.beforeSeconds ?? FLOWS_AFTER);
  await course.holds(LEAST_CONFIRMED, flowsWithinMs);
  const placed = await look(course.counts.confirmed);
  if (how.backlog) await course.comesTo(how.backlog);
  const seen: string[] = [];
  const flows = async () => (how.backlog ? 0 : course.flows(flowsWithinMs));
  let confirmedLately = course.counts.confirmed > 0 ? await flows() : 0;
  let atStake = atStakeOf(course, how);
  const faultMs = monotonicClock.now();
  // One that could lose nothing shows nothing, and a broker that confirms nothing may take long to come back.
  if (atStake === 0) return { atStake, confirmedLately, confirmedAfter: 0, faultMs, proof: "", placed };
  seen.push(await fault.inject());
  const fromMs = monotonicClock.now();
  for (let left = how.times - 1; left > 0; left -= 1) {
    seen.push(await fault.heal());
    // A broker that does not come back has lost what there was to lose.
    if ((await course.confirms(BETWEEN_FRAMES, flowsAgainWithinMs)) < BETWEEN_FRAMES) break;
    confirmedLately = Math.min(confirmedLately, await flows());
    atStake = atStakeOf(course, how);
    seen.push(await fault.inject());
  }
  course.landed.abort();
  await whileItLasts(how, course);
  const inForce = { fromMs, toMs: monotonicClock.now() };
  if (fault.isInForce) seen.push(await fault.heal());
  const healedAt = course.second;
  const confirmedAfter = await flowsAgain(course, flowsAgainWithinMs);
  await course.reaches(healedAt + (how.goesOnSeconds ?? 0));
  return { atStake, confirmedLately, confirmedAfter, faultMs, inForce, proof: seen.join("; "), placed };
}

function atStakeOf(course: Course, { isFlowing }: How): number {
  const { confirmed, received } = course.counts;
  return isFlowing ? confirmed : Math.max(0, confirmed - received);
}

async function whileItLasts({ lastsSeconds, isUntilTakenOver }: How, course: Course): Promise<void> {
  const atLanding = course.counts.confirmed;
  await course.reaches(course.second + lastsSeconds);
  if (!isUntilTakenOver) return;
  await settled(
    "frames are confirmed while the fault lasts",
    { deadlineMs: TAKEN_OVER_WITHIN_MS, everyMs: 50 },
    async () => course.counts.confirmed - atLanding,
    (confirmed) => confirmed >= FLOWS_AGAIN_FRAMES,
  );
}

/** @returns how many frames were confirmed after it was healed */
async function flowsAgain(course: Course, withinMs: number): Promise<number> {
  const atHealing = course.counts.confirmed;
  const again = () => course.counts.confirmed - atHealing;
  await settled(
    "frames are confirmed again, and enough have been sent",
    { deadlineMs: withinMs, everyMs: 50 },
    async () => ({ confirmed: again(), due: course.counts.attempted }),
    ({ confirmed, due }) => confirmed >= FLOWS_AGAIN_FRAMES && due >= LEAST_FRAMES,
  );
  return again();
}
