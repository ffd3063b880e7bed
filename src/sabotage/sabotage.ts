import type { Expected } from "../judges/sabotage.ts";
import type { Profile } from "../plan/profile.ts";

/** A change that an operator could make: of a setting, a rule, the compose file. Code has doubles instead. */
export interface Edit {
  file: string;
  /** Text that has to be in the file; without it the sabotage cannot be made. */
  from: string;
  to: string;
}

/**
 * One way to break the delivered stack, its world, or the harness itself. Or a change that breaks nothing: it turns
 * nothing, and names the criteria that it `keeps`.
 */
export interface Sabotage extends Expected {
  /** What is broken, or changed without harm, for a reader of the report. */
  breaks: string;
  /** What the run says in place of a report, where it publishes none: it turns no criterion then. */
  stops?: RegExp;
  edits?: readonly Edit[];
  /** Modules of `fixtures/sabotage/doubles/`, by name, that replace modules of the code. */
  doubles?: readonly string[];
  /** Variables of `.env`. */
  dotEnv?: Readonly<Record<string, string>>;
  /** Variables of the environment that the specs run in. */
  env?: () => Record<string, string>;
  /** What is done from outside while the specs run; ends when the signal says that they have ended. */
  during?: (run: UnderSabotage) => Promise<void>;
  /** Why it cannot be tried on this host, if it cannot. */
  beyondHost?: () => string | undefined;
}

/** A run of specs that a sabotage disturbs from outside. */
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
  profile?: Profile;
  /** Whether another run beside it would disturb what it measures: a speed, whether alerts come in time, or the host's loop devices. */
  isAlone?: boolean;
  /** Whether `npm test` tries it too. */
  isFast?: boolean;
  sabotages: readonly Sabotage[];
}

/** Whether a change of the catalogue breaks nothing: it is right when nothing at all turns. */
export function isHarmless({ keeps = [] }: Expected): boolean {
  return keeps.length > 0;
}
