import { errorKindOf } from "./error-kind.ts";
import { withoutSecrets } from "./secrets.ts";

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
 * An error that is the user's to solve: bad input, a missing tool, a stack that does not start. Commands print `message`
 * alone and exit 3. Credentials are cut out of every part.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly kind = "problem";
  readonly parts: ProblemParts;

  constructor(parts: ProblemParts, options?: ErrorOptions) {
    const [subject = "", expected = "", seen = "", remedy = ""] = [
      parts.subject,
      parts.expected,
      parts.seen,
      parts.remedy,
    ].map(withoutSecrets);
    super(`${subject}: expected ${expected}, saw ${seen}\n  What to do: ${remedy}`, options);
    this.parts = { subject, expected, seen, remedy };
  }
}

/** What errors of all kinds have, those that a runner or a thread has serialized too. */
interface Thrown {
  name?: string;
  message?: string;
  code?: string | number;
  cause?: unknown;
  errors?: readonly unknown[];
  issues?: readonly { path?: readonly PropertyKey[]; message: string }[];
  suppressed?: unknown;
  error?: unknown;
}

/** Messages that only say that something else went wrong: what they were caused by is told in their place. */
const HOLLOW =
  /^(fetch failed|terminated|request failed|connect failed|all promises were rejected|\[object \w+\]|)$/i;
const DEEPEST = 8;

/**
 * The message of whatever was thrown, with those of its causes; of several errors in one, as when an address was tried in two
 * ways, the message of each. Holds no credential.
 */
export function messageOf(thrown: unknown): string {
  return withoutSecrets(told(thrown, 0));
}

function told(thrown: unknown, depth: number): string {
  if (typeof thrown !== "object" || thrown === null) return String(thrown);
  const { message, name, code, cause, errors, issues, suppressed, error } = thrown as Thrown;
  if (depth > DEEPEST) return message ?? "";
  const inner = (each: unknown) => told(each, depth + 1);
  if (name === "SuppressedError" && suppressed && error) return distinct([inner(suppressed), inner(error)]);
  const checks = isIssues(issues) ? issues : issuesIn(message);
  if (checks)
    return checks
      .map(({ path = [], message: said }) => [path.join("."), said].filter(Boolean).join(": "))
      .join("; ");
  const own = message?.trim() || (code ? String(code) : "");
  const within = errors?.length ? distinct(errors.map(inner)) : cause ? inner(cause) : "";
  if (errorKindOf(thrown) === "problem" || within === "" || own.includes(within))
    return own || within || name || "an error without a message";
  return HOLLOW.test(own) || errors?.length ? within : `${own}: ${within}`;
}

/** The message of such an error is their list as JSON, and all that is left of it once it was serialized. */
function issuesIn(message = ""): Thrown["issues"] {
  if (!message.startsWith("[")) return undefined;
  try {
    const issues: Thrown["issues"] = JSON.parse(message);
    return isIssues(issues) ? issues : undefined;
  } catch {
    return undefined;
  }
}

/** The checks of a schema that did not hold. */
function isIssues(issues: unknown): issues is NonNullable<Thrown["issues"]> {
  return (
    Array.isArray(issues) && issues.length > 0 && issues.every((issue) => typeof issue?.message === "string")
  );
}

function distinct(messages: readonly string[]): string {
  return [...new Set(messages)].join("; ");
}
