/** What came of a mutant. */
export type Outcome =
  /** Something turned: which criterion, and how. */
  | { status: "caught"; by: string }
  /** The program that reads it does not take it: with it the stack does not start, or the rules are not valid. */
  | { status: "refused"; by: string }
  /** Every look at it stayed green. */
  | { status: "survived" }
  /** The program itself takes it for the same as what is delivered. */
  | { status: "equivalent"; by: string }
  /** No look could be made on this host. */
  | { status: "beyond host" };

/** By the id of a mutant; those that nothing was said of are missing. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/** How far a mutant has come that has no outcome yet. */
export interface Begun {
  /** The looks that it has been through, by their keys. */
  passed: readonly string[];
  /** Whether one of those measured anything. */
  isSeen: boolean;
}
