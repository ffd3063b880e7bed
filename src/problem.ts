/** What a person needs to act on an error: each field is one sentence or a short block, without a trailing stop. */
export interface ProblemParts {
  /** What the message is about: a file, an image, a port, a container. */
  subject: string;
  expected: string;
  seen: string;
  /** The next step, as an instruction or a command. */
  remedy: string;
}

/**
 * An error that is the user's to solve: bad input, a missing tool, a stack that does not start.
 * Commands print `message` alone and exit 3; anything else that is thrown is a defect and keeps its stack.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly parts: ProblemParts;

  constructor(parts: ProblemParts, options?: ErrorOptions) {
    const { subject, expected, seen, remedy } = parts;
    super(`${subject}: expected ${expected}, saw ${seen}\n  What to do: ${remedy}`, options);
    this.parts = parts;
  }
}

/** The message of anything that was thrown; of several at once, as from an address that was tried in two ways, all. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return thrown.errors.map(messageOf).join("; ");
  return thrown instanceof Error ? thrown.message : String(thrown);
}
