import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COMPOSE_FILE } from "../../../stack/compose-cli.ts";
import { ROOT } from "../../../stack/compose-file.ts";
import { type ComposedExposure, composedExposure } from "../../../suite/security/composed-exposure.ts";
import type { Mutant } from "../mutant.ts";
import type { Outcome, Outcomes } from "../outcome.ts";

/**
 * The criteria of overall/security that a changed compose file turns whatever runs: they read it before they look at containers.
 * None where the delivered one turns one.
 * @param seconds in which it may be asked: each call starts a program
 */
export function askExposure(mutants: readonly Mutant[], seconds: number): Outcomes {
  const asked = mutants.filter(({ file }) => file === COMPOSE_FILE);
  const outcomes = new Map<string, Outcome>();
  const end = performance.now() + seconds * 1e3;
  const text = asked.length > 0 ? readFileSync(join(ROOT, COMPOSE_FILE), "utf8") : "";
  if (asked.length === 0 || turnedIn(composedExposure(ROOT, text))) return outcomes;
  for (const { id, apply } of asked) {
    if (performance.now() > end) break;
    const exposure = exposureOf(apply(text));
    const by = exposure && turnedIn(exposure);
    if (by) outcomes.set(id, { status: "caught", by });
  }
  return outcomes;
}

/** The first criterion that is not met by the compose file alone; none where each is. */
export function turnedIn({ open, excess }: Pick<ComposedExposure, "open" | "excess">): string | undefined {
  const found = {
    "loopback-only": open,
    unprivileged: excess.privileges,
    "ports-limited": excess.ports,
    "mounts-limited": excess.mounts,
    "secrets-limited": excess.secrets,
  };
  const [first] = Object.entries(found).find(([, findings]) => findings.length > 0) ?? [];
  return first && `overall/security/${first}`;
}

/** None where Compose does not take the file. */
function exposureOf(text: string): ComposedExposure | undefined {
  try {
    return composedExposure(ROOT, text);
  } catch {
    return undefined;
  }
}
