/**
 * *problem*: for the user to solve; *undetermined*: something could not be told; *not-met*: a recorded value is not as planned;
 * *undecided*: a recorded value does not tell.
 */
export type ErrorKind = "problem" | "undetermined" | "not-met" | "undecided";

const KINDS: readonly unknown[] = ["problem", "undetermined", "not-met", "undecided"] satisfies ErrorKind[];

/**
 * The kind of an error of ours, by the data in it. That stays when the error goes to another thread or process, and when
 * the runner loads its class twice.
 */
export function errorKindOf(thrown: unknown): ErrorKind | undefined {
  if (typeof thrown !== "object" || thrown === null || !("kind" in thrown)) return undefined;
  return KINDS.includes(thrown.kind) ? (thrown.kind as ErrorKind) : undefined;
}
