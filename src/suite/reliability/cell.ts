import type { Deployment, Topology } from "../../brokers/deployment.ts";
import { EMPTY_WITHIN_MS, emptied } from "../../brokers/emptying.ts";
import type { Fault } from "../../faults/fault.ts";
import type { Delivery } from "../../judges/delivery.ts";
import { type FaultVerdict, judgeFault } from "../../judges/fault-cell.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { messageOf } from "../../kernel/problem.ts";
import { done, notYet, settled, until } from "../../kernel/wait.ts";
import type { FrameHistory } from "../../traffic/history.ts";
import { carryOut, THROUGH_FAULTS } from "../../traffic/load-order.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { FaultyBroker } from "./start-deployment.ts";

const FRAMES_PER_SECOND = 500;
/** Ended long before, once the fault is over and enough was sent. */
const LONGEST_SECONDS = 240;
/** Seconds of load before the fault. */
const FLOWS_AFTER = 3;
const LEAST_FRAMES = 5_500;
/** Longer than the plan allows for a failover. */
const TAKEN_OVER_WITHIN_MS = 45_000;
/** As many as a second's, beyond those that were under way. */
const FLOWS_AGAIN_FRAMES = 500;
/** How long a cell waits for a broker that is healed. */
const PATIENCE = {
  /** Until frames are confirmed again, and enough were sent. */
  flowsAgainWithinMs: 90_000,
  /** What the load has, once every frame was due. */
  answersWithinMs: THROUGH_FAULTS.patienceMs,
};

/** A fault of the matrix, for one topology. */
export interface CellPlan {
  topology: Topology;
  /** @param front what the broker calls the node that takes the frames */
  fault(front: string): string;
  /** Which criterion it is judged by, beside the matrix. */
  shows?: "power cut" | "failover";
  /** Whether the disks of the nodes have to be such that their power can be cut. */
  needsDisks?: boolean;
  /** Whether it is made with the fault tools, without a disk of theirs. */
  needsTools?: boolean;
  /** Whether it belongs to the quick profile. */
  isQuick?: boolean;
  /**
   * Whether frames are received from the start. Otherwise the fault meets frames that are confirmed and still with the
   * broker, which are the ones that it can lose.
   */
  isFlowing?: boolean;
  /** Seconds of load from the fault to its healing; "isolation": until the others have noticed it. */
  lastsSeconds: number | "isolation";
  /**
   * Whether it is healed only once frames are confirmed again, or it is plain that they will not be: a node that comes
   * back must not be taken for another that took over.
   */
  isUntilTakenOver?: boolean;
  make(deployment: Deployment): Promise<Fault>;
}

/** A cell of the fault matrix. */
export interface Cell {
  broker: string;
  topology: string;
  fault: string;
  shows: CellPlan["shows"];
  status: FaultVerdict["status"];
  /** Why it is undetermined. */
  reason: string | undefined;
  verdict?: FaultVerdict;
  delivery?: Delivery;
  /** What was seen of the fault, and of its healing. */
  proof: string;
  /** Confirmed frames that it could lose. */
  atStake?: number;
  timeline: LoadRun["timeline"];
  /** From due to received, the longest. */
  maxLatencyMs?: number;
  /** Why frames were refused and connections lost, with how often. */
  refusals?: LoadRun["refusals"];
  connectionLosses?: LoadRun["connectionLosses"];
}

/** A cell that was not tried. */
export function untried(
  { id: broker, deployment: { front } }: FaultyBroker,
  { topology, fault, shows }: CellPlan,
  reason: string,
): Cell {
  return {
    broker,
    topology,
    fault: fault(front),
    shows,
    status: "undetermined",
    reason,
    proof: "",
    timeline: [],
  };
}

/** Makes the fault under an open-loop load, heals it, and judges what became of every confirmed frame. */
export async function runCell(
  broker: FaultyBroker,
  deployment: Deployment,
  plan: CellPlan,
  patience = PATIENCE,
): Promise<Cell> {
  const cell = untried(broker, plan, "it was not made");
  try {
    await using fault = await plan.make(deployment);
    const course = new Course();
    const load = carryOut(
      {
        ...THROUGH_FAULTS,
        patienceMs: patience.answersWithinMs,
        target: await deployment.target(),
        framesPerSecond: FRAMES_PER_SECOND,
        durationSeconds: LONGEST_SECONDS,
      },
      {
        ...(plan.isFlowing ? {} : { receiveFrom: course.landed.signal }),
        signal: course.over.signal,
        onSecond: ({ second }, history) => course.tick(second, history),
      },
    );
    const seconds = secondsOf(plan, broker);
    const made = makeFault(fault, { ...plan, lastsSeconds: seconds }, course, patience).finally(() =>
      course.over.abort(),
    );
    // A load that fails must not leave the fault waiting for its seconds.
    load.catch((thrown: unknown) => course.fail(thrown));
    // Both, so that no load of a fault that did not land runs into the next cell.
    await Promise.allSettled([load, made]);
    const [run, told] = [await load, await made];
    const verdict = judgeFault({ ...run, ...told, drain: await drainEnd(deployment, run) });
    const { received, refusals, connectionLosses } = run;
    return {
      ...cell,
      status: verdict.status,
      reason: verdict.reason,
      verdict,
      delivery: run.delivery,
      proof: told.proof,
      atStake: told.atStake,
      timeline: run.timeline,
      refusals,
      connectionLosses,
      ...(received ? { maxLatencyMs: received.maxMs } : {}),
    };
  } catch (thrown) {
    return { ...cell, reason: messageOf(thrown) };
  }
}

function secondsOf({ lastsSeconds }: CellPlan, { deployment }: FaultyBroker): number {
  return lastsSeconds === "isolation" ? deployment.isolationSeconds : lastsSeconds;
}

/** How the drain ended. What is missing and still with the broker, where no consumer is given it, may still come. */
async function drainEnd(deployment: Deployment, { drain, delivery }: LoadRun): Promise<LoadRun["drain"]> {
  if (delivery.lost === 0) return drain;
  try {
    const subject = deployment.broker.title;
    const after = await emptied({ subject, remains: () => deployment.remains() }, EMPTY_WITHIN_MS.counted);
    return after.isComplete ? drain : { ...after, ended: `${drain.ended}; afterwards: ${after.ended}` };
  } catch (thrown) {
    return { isComplete: false, ended: `${drain.ended}; afterwards: ${messageOf(thrown)}` };
  }
}

/** The course of a load, second by second. */
class Course {
  /** The fault has landed. */
  readonly landed = new AbortController();
  readonly over = new AbortController();
  #second = 0;
  #history: FrameHistory | undefined;
  #failure: unknown;

  tick(second: number, history: FrameHistory): void {
    this.#second = second;
    this.#history = history;
  }

  fail(thrown: unknown): void {
    this.#failure ??= thrown;
  }

  get second(): number {
    return this.#second;
  }

  get counts(): FrameHistory["counts"] {
    if (!this.#history) throw new Error("the load has not begun");
    return this.#history.counts;
  }

  /** Waits until the load has come that far. @throws what ended the load before */
  async reaches(second: number): Promise<void> {
    const deadlineMs = LONGEST_SECONDS * 1e3;
    await until(`the load reaches its ${second}th second`, { deadlineMs, everyMs: 20 }, () =>
      this.#failure || this.#second >= second ? done(undefined) : notYet(`it is in the ${this.#second}th`),
    );
    if (this.#failure) throw this.#failure;
  }
}

async function makeFault(
  fault: Fault,
  { lastsSeconds, isFlowing, isUntilTakenOver }: CellPlan & { lastsSeconds: number },
  course: Course,
  { flowsAgainWithinMs }: typeof PATIENCE,
) {
  await course.reaches(FLOWS_AFTER);
  const { confirmed, received } = course.counts;
  const atStake = isFlowing ? confirmed : Math.max(0, confirmed - received);
  const faultMs = monotonicClock.now();
  const landed = await fault.inject();
  course.landed.abort();
  const atLanding = course.counts.confirmed;
  await course.reaches(course.second + lastsSeconds);
  if (isUntilTakenOver) {
    await settled(
      "frames are confirmed while the fault lasts",
      { deadlineMs: TAKEN_OVER_WITHIN_MS, everyMs: 50 },
      async () => course.counts.confirmed - atLanding,
      (confirmed) => confirmed >= FLOWS_AGAIN_FRAMES,
    );
  }
  const healed = await fault.heal();
  const atHealing = course.counts.confirmed;
  const again = () => course.counts.confirmed - atHealing;
  await settled(
    "frames are confirmed again, and enough have been sent",
    { deadlineMs: flowsAgainWithinMs, everyMs: 50 },
    async () => ({ confirmed: again(), due: course.counts.attempted }),
    ({ confirmed, due }) => confirmed >= FLOWS_AGAIN_FRAMES && due >= LEAST_FRAMES,
  );
  return { atStake, confirmedAfter: again(), faultMs, proof: `${landed}; ${healed}` };
}
