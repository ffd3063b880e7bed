import type { Expected } from "../judges/sabotage.ts";

/** A change of one file of the scratch copy. The text that is replaced has to be there, or the sabotage is no more. */
export interface Edit {
  file: string;
  from: string;
  to: string;
  /** Every occurrence, and not the first alone. */
  isEverywhere?: boolean;
}

/** One way to break the delivered stack, its world, or the harness itself. */
export interface Sabotage extends Expected {
  /** What is broken, for a reader of the report. */
  breaks: string;
  edits?: readonly Edit[];
  /** Variables of `.env`. */
  dotEnv?: Readonly<Record<string, string>>;
  /** Variables of the environment that the specs run in. */
  env?: () => Record<string, string>;
  /** What is done from outside while the specs run; ends when the signal says that they have ended. */
  during?: (run: UnderSabotage) => Promise<void>;
  /** Why it cannot be tried on this host, if it cannot. */
  beyondHost?: () => string | undefined;
}

/** A run of specs, for who meddles with it. */
export interface UnderSabotage {
  /** Process id of the run: its containers carry it. */
  pid: number;
  ended: AbortSignal;
}

/** Sabotages that are tried together in one run, since none touches what another concerns. */
export interface Batch {
  id: string;
  specs: readonly string[];
  /** Only tests whose name matches. */
  tests?: string;
  profile?: "quick" | "full";
  /** Whether what it measures is disturbed by another run beside it: a speed, or the host's loop devices. */
  isAlone?: boolean;
  /** Whether `npm test` tries it too. */
  isFast?: boolean;
  sabotages: readonly Sabotage[];
}
