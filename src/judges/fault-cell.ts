import type { Delivery } from "./delivery.ts";
import { type LoadFacts, lossUnknown } from "./load.ts";

/** A load under which a fault was made and healed. Times in ms of the run's clock. */
export interface FaultFacts extends Pick<LoadFacts, "delivery" | "drain"> {
  /**
   * Frames that the fault could lose: confirmed, and with the broker, when it was made; of a load that is received
   * meanwhile, those confirmed until then.
   */
  atStake: number;
  /** Frames that came out before the first of this load was sent. */
  adopted: number;
  /** Frames that were confirmed right before it was made, where it has to come amid them. */
  confirmedLately?: number;
  /** Why it concerned none of the frames, as far as was seen. */
  beside?: string | undefined;
  /** Why frames were refused and connections lost, with how often. */
  refusals?: Readonly<Record<string, number>>;
  connectionLosses?: Readonly<Record<string, number>>;
  /** Frames that were confirmed after it was healed: the load outlived it. */
  confirmedAfter: number;
  /** When the fault began to be made. */
  faultMs: number;
  /** Times over 100 ms without a confirmed frame. */
  stalls: readonly { fromMs: number; toMs: number }[];
}

export interface FaultVerdict {
  status: "kept" | "broken" | "undetermined";
  /** Frames that were confirmed and did not come out. */
  lost: number;
  corrupted: number;
  unexpected: number;
  /** Frames that came out more than once: allowed, since delivery is at least once. */
  duplicated: number;
  /**
   * Seconds without a confirmed frame, the longest such time from the fault on; 0.1, the least that is looked for, where
   * there was none; infinite when none was confirmed any more.
   */
  recoverySeconds: number;
  /** Why it is undetermined. */
  reason?: string;
}

/** Fewer frames than that show nothing about one in a thousand. */
const LEAST_FRAMES = 5_000;
/** A load at its usual rate has fifteen times as many confirmed by then. */
export const LEAST_AT_STAKE = 100;
const LEAST_SECONDS = 0.1;

/**
 * Judges what a fault did to a load. The law: whatever happens to the broker, every confirmed frame comes out with its
 * bytes unchanged, and nothing comes out that was not sent. Frames without an answer, and frames that come out twice, are
 * no breach of it. What was seen to be broken stays so; what could not be seen is undetermined. Frames of an earlier load are
 * not this fault's doing, and who took part then may have taken what is missing: undetermined.
 */
export function judgeFault(facts: FaultFacts): FaultVerdict {
  const { delivery, stalls, faultMs } = facts;
  const { lost, corrupted, unexpected, duplicated } = delivery;
  const spans = stalls.filter(({ toMs }) => toMs > faultMs).map(({ fromMs, toMs }) => (toMs - fromMs) / 1e3);
  const recoverySeconds =
    facts.confirmedAfter === 0 ? Number.POSITIVE_INFINITY : Math.max(LEAST_SECONDS, ...spans);
  const told = { lost, corrupted, unexpected, duplicated, recoverySeconds };
  const unknown = lossUnknown(facts) ?? adoptedSome(facts);
  if (corrupted > 0 || unexpected > 0 || (lost > 0 && !unknown)) return { ...told, status: "broken" };
  const reason = unknown ?? tooLittle(facts, delivery);
  return reason ? { ...told, status: "undetermined", reason } : { ...told, status: "kept" };
}

function adoptedSome({ adopted }: FaultFacts): string | undefined {
  return adopted === 0
    ? undefined
    : `the broker was not empty at the start: ${adopted} frames came out before the first was sent`;
}

function tooLittle(facts: FaultFacts, { attempted }: Delivery): string | undefined {
  const { atStake, confirmedLately, beside, confirmedAfter } = facts;
  if (atStake < LEAST_AT_STAKE) {
    const few = atStake === 0 ? "no confirmed frame was" : `only ${atStake} confirmed frames were`;
    return `${few} at stake when the fault was made${whatProducersHeard(facts)}`;
  }
  if (beside) return beside;
  if (confirmedLately === 0)
    return `no frame was confirmed right before the fault, so nothing was under way${whatProducersHeard(facts)}`;
  if (confirmedAfter === 0)
    return `no frame was confirmed after the fault was healed${whatProducersHeard(facts)}`;
  if (attempted < LEAST_FRAMES) return `only ${attempted} of at least ${LEAST_FRAMES} frames were due`;
  return undefined;
}

/** What producers were told most often in place of a confirmation, if anything. */
export function mostTold({
  refusals = {},
  connectionLosses = {},
}: Pick<FaultFacts, "refusals" | "connectionLosses">): string | undefined {
  const told = [...Object.entries(refusals), ...Object.entries(connectionLosses)];
  return told.sort(([, a], [, b]) => b - a)[0]?.[0];
}

function whatProducersHeard(facts: FaultFacts): string {
  const { attempted, confirmed, refused, unknown } = facts.delivery;
  const told = mostTold(facts);
  const counted = `of ${attempted} frames ${confirmed} were confirmed, ${refused} refused, ${unknown} without an answer`;
  return told ? `: ${counted}; producers were told most often: ${told}` : "";
}
