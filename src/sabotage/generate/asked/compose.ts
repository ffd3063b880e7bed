import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COMPOSE_FILE, compose } from "../../../stack/compose-cli.ts";
import { ROOT } from "../../../stack/compose-file.ts";
import type { Mutant } from "../mutant.ts";
import type { Outcome, Outcomes } from "../outcome.ts";

const BY = "docker compose config";

/**
 * What Compose says of each changed compose file: the same as of the delivered one, or that it is none.
 * @param seconds in which it may be asked: each call starts a program
 */
export async function askCompose(mutants: readonly Mutant[], seconds: number): Promise<Outcomes> {
  const asked = mutants.filter(({ file }) => file === COMPOSE_FILE);
  const outcomes = new Map<string, Outcome>();
  if (asked.length === 0) return outcomes;
  const end = performance.now() + seconds * 1e3;
  const text = readFileSync(join(ROOT, COMPOSE_FILE), "utf8");
  const delivered = await configOf(text);
  for (const { id, apply } of asked) {
    if (performance.now() > end) break;
    const outcome = saidOf(delivered, await configOf(apply(text)).catch(() => undefined));
    if (outcome) outcomes.set(id, outcome);
  }
  return outcomes;
}

/** @param config none where Compose does not take the file */
export function saidOf(delivered: string, config: string | undefined): Outcome | undefined {
  if (config === undefined) return { status: "refused", by: BY };
  return config === delivered ? { status: "equivalent", by: BY } : undefined;
}

function configOf(text: string): Promise<string> {
  return compose({ root: ROOT, files: ["-"], profiles: ["*"] }, ["config", "--format", "json"], text);
}
