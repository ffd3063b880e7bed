import type { Status } from "../plan/outcome.ts";

/** What a sabotage has to bring about. Criteria by key: "block1/persistence/aof-enabled", "block3/load/success-rate@redis". */
export interface Expected {
  id: string;
  /** Each has to turn: *not met* or *undetermined*. */
  turns: readonly string[];
  /** The only way in which they may turn, where the other one would blame whoever is not at fault. */
  turnsTo?: "not-met" | "undetermined" | undefined;
  /** Words that each criterion has to say, in its reason or beside its value: the name that leads to the cause. */
  says?: readonly string[] | undefined;
  /** What it drags along: neither caught nor a false alarm, whichever way it goes. */
  mayTurn?: readonly string[] | undefined;
  /** Of a harmless change, which turns nothing: each has to be *met* all the same. What is not measured shows nothing. */
  keeps?: readonly string[] | undefined;
}

/** A criterion as a run of specs under sabotage left it. */
export interface Seen {
  key: string;
  status: Status;
  /** What it has come to, where it was measured: "measured 0 %, expected ≥ 1 %". */
  said?: string | undefined;
  /** Why it is not met, or undetermined. */
  reason?: string | undefined;
  /** All that it shows beside its value. */
  details?: string | undefined;
  /** Undetermined for a reason of the host or the profile, sabotage or not. */
  isBeyondHost?: boolean | undefined;
}

export interface SabotageVerdict {
  id: string;
  /** What turned, by key, and how: "block1/persistence/aof-enabled: not met". */
  caught: { key: string; told: string }[];
  /** What should have turned and did not: the check that cannot fail. Of a harmless change: what is not met. */
  slipped: string[];
}

/** What a run under sabotage says of each sabotage in it, and of criteria that turned although none concerns them. */
export function judgeSabotage(
  sabotages: readonly Expected[],
  seen: readonly Seen[],
): { verdicts: SabotageVerdict[]; falseAlarms: string[] } {
  const byKey = new Map(seen.map((each) => [each.key, each]));
  const verdicts = sabotages.map(({ id, turns, turnsTo, says = [], keeps = [] }) => {
    const tell = (key: string) => told(key, byKey.get(key));
    const named = says.length > 0 ? `: ${says.join("; ")}` : "";
    const isCaught = (key: string) => {
      const seen = byKey.get(key);
      const isNamed = says.every((words) => wordsOf(seen).includes(words));
      return hasTurned(seen) && isNamed && (turnsTo ?? seen?.status) === seen?.status;
    };
    return {
      id,
      caught: turns.filter(isCaught).map((key) => ({ key, told: `${tell(key)}${named}` })),
      slipped: [
        ...turns.filter((key) => !isCaught(key)),
        ...keeps.filter((key) => !isKept(byKey.get(key))),
      ].map(tell),
    };
  });
  const concerned = new Set(
    sabotages.flatMap(({ turns, mayTurn = [], keeps = [] }) => [...turns, ...mayTurn, ...keeps]),
  );
  const falseAlarms = seen
    .filter((each) => hasTurned(each) && !each.isBeyondHost && !concerned.has(each.key))
    .map((each) => told(each.key, each));
  return { verdicts, falseAlarms };
}

/** Of a reason, for a table. */
const LONGEST_REASON = 160;

/** Whether a criterion fails. */
export function hasTurned(seen: Seen | undefined): boolean {
  return seen?.status === "not-met" || seen?.status === "undetermined";
}

function wordsOf(seen: Seen | undefined): string {
  return `${seen?.reason ?? ""}\n${seen?.details ?? ""}`;
}

function isKept(seen: Seen | undefined): boolean {
  return seen?.status === "met" || seen?.isBeyondHost === true;
}

/** A criterion and what it came to, as a report says it: "t/a: not met (measured 3, expected 0; set it)". */
export function told(key: string, seen: Seen | undefined): string {
  const status = `${key}: ${(seen?.status ?? "not-run").replace("-", " ")}`;
  if (!hasTurned(seen)) return status;
  const parts = [seen?.said, seen?.reason?.split("\n")[0]?.slice(0, LONGEST_REASON)].filter(Boolean);
  return parts.length > 0 ? `${status} (${parts.join("; ")})` : status;
}
