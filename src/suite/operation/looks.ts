/** A look of the engine at a container's health, as the engine has it. */
export interface Look {
  Start: string;
  End: string;
  /** 0 for healthy; below 0 when it took too long. */
  ExitCode: number;
  Output: string;
}

/** What looks say of a service that stands still, or that has gone on. */
export type Finding =
  /** The engine says what it should. */
  | { kind: "seen" }
  /** A look that began in time said the opposite: more time makes nothing better. */
  | { kind: "wrong"; said: string }
  /** No such look has ended yet, or only by its time. */
  | { kind: "open"; said: string };

/** Of a service that stands still since `sinceMs`: a look that began after then and found it healthy has missed it. */
export function standing(status: string, looks: readonly Look[], sinceMs: number): Finding {
  if (status === "unhealthy") return { kind: "seen" };
  const passed = looks.find((look) => Date.parse(look.Start) > sinceMs && look.ExitCode === 0);
  return passed ? { kind: "wrong", said: "its check passed meanwhile" } : { kind: "open", said: status };
}

/** Of a service that has gone on since `sinceMs`: looks that fail by themselves, and not by their time, speak against it. */
export function goneOn(status: string, looks: readonly Look[], sinceMs: number): Finding {
  if (status === "healthy") return { kind: "seen" };
  const last = looks.filter((look) => Date.parse(look.Start) > sinceMs).at(-1);
  if (!last || last.ExitCode < 0) return { kind: "open", said: last?.Output.trim() || status };
  return { kind: "wrong", said: `its check says: ${last.Output.trim().split("\n").at(-1) || status}` };
}
