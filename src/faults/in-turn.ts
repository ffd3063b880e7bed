import { messageOf } from "../kernel/problem.ts";

/** A world of the run's own that faults are made in, one after the other. */
export interface Ground extends AsyncDisposable {
  /** Waits until nothing of an earlier fault is left. @throws an error that says what still is */
  clean(): Promise<void>;
}

/** What a fault came to. */
export interface FaultOutcome {
  status: "kept" | "broken" | "undetermined";
  /** Why it is undetermined. */
  reason?: string | undefined;
}

interface Steps<G extends Ground, P, O extends FaultOutcome> {
  /** Makes a new ground. */
  open(): Promise<G>;
  /** Makes the fault; what it throws is no outcome and ends everything. */
  run(ground: G, plan: P): Promise<O>;
  /** The outcome of a fault that was not made. */
  untried(plan: P, reason: string): O;
  /** Told each outcome as it is there. */
  onOutcome?(outcome: O): void;
}

/**
 * Makes the faults one after the other, each on ground that was seen to be clean. Whatever did not end as *kept*, or has left
 * something behind, costs the ground: the next fault gets a new one, so that no fault is judged by what an earlier one did. Where
 * no clean ground can be made any more, all that follow are undetermined with that reason.
 *
 * A fault that was *kept* and left something behind is undetermined: the world did not come back to what it was.
 * @returns the outcomes in the order of the plans, and the ground of the last one if it still stands
 */
export async function inTurn<G extends Ground, P, O extends FaultOutcome>(
  plans: readonly P[],
  { open, run, untried, onOutcome }: Steps<G, P, O>,
): Promise<{ outcomes: O[]; ground: G | undefined }> {
  const outcomes: O[] = [];
  let ground: G | undefined;
  let hopeless: string | undefined;
  const tell = (outcome: O) => {
    outcomes.push(outcome);
    onOutcome?.(outcome);
  };
  for (const plan of plans) {
    if (!ground && hopeless === undefined) [ground, hopeless] = await cleanGround(open);
    if (!ground) {
      tell(untried(plan, hopeless ?? "there is no ground"));
      continue;
    }
    const outcome = await run(ground, plan);
    const isKept = outcome.status === "kept";
    const left = isKept ? await reasonOf(ground.clean()) : undefined;
    tell(judged(outcome, left));
    if (isKept && left === undefined) continue;
    hopeless = await reasonOf(ground[Symbol.asyncDispose]());
    ground = undefined;
  }
  return { outcomes, ground };
}

async function cleanGround<G extends Ground>(
  open: () => Promise<G>,
): Promise<[ground: G | undefined, reason: string | undefined]> {
  let ground: G | undefined;
  try {
    ground = await open();
    await ground.clean();
    return [ground, undefined];
  } catch (thrown) {
    const removing = ground && (await reasonOf(ground[Symbol.asyncDispose]()));
    const why = [messageOf(thrown), removing].filter((each) => each !== undefined).join("; ");
    return [undefined, `no clean start: ${why}`];
  }
}

function judged<O extends FaultOutcome>(outcome: O, left: string | undefined): O {
  if (left === undefined) return outcome;
  return { ...outcome, status: "undetermined", reason: `afterwards it was not as before: ${left}` };
}

async function reasonOf(waiting: PromiseLike<void>): Promise<string | undefined> {
  try {
    await waiting;
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}
