import type { Copy, Deployment, Topology } from "../../brokers/deployment.ts";
import { EMPTY_WITHIN_MS, emptied } from "../../brokers/emptying.ts";
import type { Fault } from "../../faults/fault.ts";
import type { Delivery } from "../../judges/delivery.ts";
import { deliveryCause } from "../../judges/delivery-cause.ts";
import { type FaultVerdict, judgeFault, LEAST_AT_STAKE, mostTold } from "../../judges/fault-cell.ts";
import { causeOf, NETWORK_CAUSES } from "../../kernel/causes.ts";
import { messageOf } from "../../kernel/problem.ts";
import { carryOut, THROUGH_FAULTS } from "../../traffic/load-order.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import { Course } from "./course.ts";
import { type FaultMade, makeFault } from "./make-fault.ts";
import { besideIt, type Placed, placing } from "./placed.ts";
import type { FaultyBroker } from "./start-deployment.ts";

const FRAMES_PER_SECOND = 500;
const FRAME_BYTES = 1_024;
/** Ended long before, once the fault is over and enough was sent. */
const LONGEST_SECONDS = 360;
/** How long a cell waits for a broker. */
const PATIENCE = {
  /** Until frames are confirmed again, and enough were sent. */
  flowsAgainWithinMs: 90_000,
  /**
   * Until frames are confirmed before a fault. After the power of all nodes was cut, Sentinels may take one node for another
   * and fail over once more, up to 35 s after the cluster was whole again.
   */
  flowsWithinMs: 60_000,
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
  /** What the broker has to be able to write anew meanwhile. */
  needsCopy?: Copy;
  /** Whether it belongs to the quick profile. */
  isQuick?: boolean;
  /** Whether it is made and healed within one load as often as `powerCuts` of the broker says; once without it. */
  isRepeated?: boolean;
  /** Frames of the load per second, where it is not the usual load. */
  framesPerSecond?: number;
  /** How many frames are due before it is made, which nobody takes out; three seconds' without it. */
  backlog?: number;
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
  /** Seconds of load before it is made, where it is compared with what was before; three without it. */
  beforeSeconds?: number;
  /** Seconds of load from its healing on, at least: until frames are confirmed again without it. */
  goesOnSeconds?: number;
  make(deployment: Deployment): Promise<Fault>;
}

/** A cell of the fault matrix. */
export interface Cell {
  broker: string;
  topology: string;
  fault: string;
  shows: CellPlan["shows"];
  status: FaultVerdict["status"];
  /** Why it is undetermined, or where to look where it is broken. */
  reason: string | undefined;
  verdict?: FaultVerdict;
  delivery?: Delivery;
  /** What was seen of the fault, and of its healing. */
  proof: string;
  /** Confirmed frames that it could lose. */
  atStake?: number;
  /** Where the nodes keep the frames. */
  placed?: Placed;
  /** Why its times may be what others did to the host meanwhile, if they may. */
  busy?: string;
  timeline: LoadRun["timeline"];
  /** When the fault was in force, in ms since the load began. */
  inForce?: { fromMs: number; toMs: number };
  /** From due to received, the longest. */
  maxLatencyMs?: number;
  /** Why frames were refused and connections lost, with how often. */
  refusals?: LoadRun["refusals"];
  connectionLosses?: LoadRun["connectionLosses"];
}

/** A cell that was not tried. */
export function untried(
  { id: broker, deployment: { front } }: FaultyBroker,
  { topology, fault, shows }: Pick<CellPlan, "topology" | "fault" | "shows">,
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
  patience: Omit<typeof PATIENCE, "flowsWithinMs"> & Partial<typeof PATIENCE> = PATIENCE,
): Promise<Cell> {
  const cell = untried(broker, plan, "it was not made");
  try {
    const { run, made } = await underLoad(broker, deployment, plan, { ...PATIENCE, ...patience });
    const isCut = plan.shows === "power cut";
    const { confirmedLately, placed, ...facts } = made;
    const verdict = judgeFault({
      ...run,
      ...facts,
      ...(isCut ? { confirmedLately, beside: besideIt(placed) } : {}),
      drain: await drainEnd(deployment, run),
    });
    const { received, refusals, connectionLosses } = run;
    return {
      ...cell,
      status: verdict.status,
      reason: await reasonOf(verdict, { run, made, broker, deployment }),
      verdict,
      delivery: run.delivery,
      proof: made.proof,
      atStake: made.atStake,
      placed,
      timeline: run.timeline,
      ...(made.inForce && { inForce: since(run.startMs, made.inForce) }),
      refusals,
      connectionLosses,
      ...(received ? { maxLatencyMs: received.maxMs } : {}),
    };
  } catch (thrown) {
    return { ...cell, reason: messageOf(thrown) };
  }
}

async function underLoad(
  broker: FaultyBroker,
  deployment: Deployment,
  plan: CellPlan,
  patience: typeof PATIENCE,
): Promise<{ run: LoadRun; made: FaultMade }> {
  await using fault = await plan.make(deployment);
  const look = await placing(deployment);
  const course = new Course(LONGEST_SECONDS);
  const load = carryOut(
    {
      ...THROUGH_FAULTS,
      patienceMs: patience.answersWithinMs,
      target: await deployment.target(),
      source: { frameBytes: FRAME_BYTES },
      framesPerSecond: plan.framesPerSecond ?? FRAMES_PER_SECOND,
      durationSeconds: LONGEST_SECONDS,
    },
    {
      ...(plan.isFlowing ? {} : { receiveFrom: course.landed.signal }),
      signal: course.over.signal,
      onSecond: ({ second }, history) => course.tick(second, history),
    },
  );
  const times = plan.isRepeated ? (broker.deployment.powerCuts ?? 1) : 1;
  const how = { ...plan, times, lastsSeconds: secondsOf(plan, broker) };
  const making = makeFault(fault, how, course, patience, (confirmed) =>
    look(confirmed * FRAME_BYTES),
  ).finally(() => course.over.abort());
  // A load that fails must not leave the fault waiting for its seconds.
  load.catch((thrown: unknown) => course.fail(thrown));
  // Both, so that no load of a fault that did not land runs into the next cell.
  await Promise.allSettled([load, making]);
  return { run: await load, made: await making };
}

function since(startMs: number, { fromMs, toMs }: NonNullable<FaultMade["inForce"]>) {
  return { fromMs: fromMs - startMs, toMs: toMs - startMs };
}

function secondsOf({ lastsSeconds }: CellPlan, { deployment }: FaultyBroker): number {
  return lastsSeconds === "isolation" ? deployment.isolationSeconds : lastsSeconds;
}

interface Told {
  run: LoadRun;
  made: FaultMade;
  broker: FaultyBroker;
  deployment: Deployment;
}

/** Why it is undetermined, or what a person looks at where it is broken. */
async function reasonOf({ status, reason }: FaultVerdict, told: Told): Promise<string | undefined> {
  const { run, made, broker, deployment } = told;
  if (status === "broken") return deliveryCause(run.delivery);
  if (made.atStake >= LEAST_AT_STAKE || !reason) return reason;
  const said = mostTold(run);
  const settings = await deployment.whyUnconfirmed?.().catch(messageOf);
  const remedy = said && causeOf(said, broker.causes, NETWORK_CAUSES)?.remedy;
  // The cause first: a long reason is cut off at its end.
  const why = settings ? `${settings}: ${reason}` : reason;
  return remedy ? `${why}; what to do: ${remedy}` : why;
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
