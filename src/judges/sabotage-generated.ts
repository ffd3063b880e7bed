import { hasTurned, type Seen, told } from "./sabotage.ts";

/** What the criteria of a run with mutants say of them. */
export interface Caught {
  /** Whether one is not met, or undetermined for a reason that is not the host's. */
  hasTurned: boolean;
  /** Whether anything was measured. */
  isMeasured: boolean;
  /** The first that turned, and how. */
  by: string;
}

/** What came of a mutant that has been tried, now or earlier. */
export interface Fate {
  id: string;
  status: "caught" | "refused" | "survived" | "equivalent" | "beyond host";
}

/** Patterns of ids, with `*` for any text, each with the reason why such mutants survive. */
export type Reasons = Readonly<Record<string, string>>;

export interface GeneratedVerdict {
  /** Mutants that survive without a reason. */
  news: string[];
  /** Patterns whose mutants have all been tried, and none of them needs a reason. */
  outlived: string[];
  /** Patterns that are about no mutant. */
  astray: string[];
}

/** What a run says of the mutants in it. One that measured nothing at all is no run of the delivered stack. */
export function caughtIn(seen: readonly Seen[]): Caught {
  const turned = seen.find((each) => hasTurned(each) && !each.isBeyondHost);
  if (turned) return { hasTurned: true, isMeasured: true, by: told(turned.key, turned) };
  const looked = seen.filter(({ status }) => status !== "not-run");
  if (looked.length === 0) return { hasTurned: true, isMeasured: false, by: "no criterion was measured" };
  return { hasTurned: false, isMeasured: looked.some(({ isBeyondHost }) => !isBeyondHost), by: "" };
}

/**
 * Survivors against the reasons that are known for them.
 * @param all the ids of all mutants
 * @param fates of those that have been tried
 */
export function judgeGenerated(
  all: readonly string[],
  fates: readonly Fate[],
  reasons: Reasons,
): GeneratedVerdict {
  const patterns = Object.keys(reasons).map((pattern) => ({ pattern, matches: matcherOf(pattern) }));
  const tried = new Map(fates.map(({ id, status }) => [id, status]));
  const survivors = fates.filter(({ status }) => status === "survived").map(({ id }) => id);
  const about = ({ matches }: { matches: (id: string) => boolean }) => all.filter(matches);
  return {
    news: survivors.filter((id) => !patterns.some(({ matches }) => matches(id))),
    outlived: patterns
      .filter((each) => {
        const ids = about(each);
        return (
          ids.length > 0 &&
          ids.every((id) => ["caught", "refused", "equivalent"].includes(tried.get(id) ?? ""))
        );
      })
      .map(({ pattern }) => pattern),
    astray: patterns.filter((each) => about(each).length === 0).map(({ pattern }) => pattern),
  };
}

/** The reason why a mutant survives: that of the longest pattern that is about it; none where there is none. */
export function reasonOf(id: string, reasons: Reasons): string | undefined {
  const [longest] = Object.keys(reasons)
    .filter((pattern) => matcherOf(pattern)(id))
    .toSorted((a, b) => b.length - a.length);
  return longest === undefined ? undefined : reasons[longest];
}

function matcherOf(pattern: string): (id: string) => boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "s");
  return (id) => expression.test(id);
}
