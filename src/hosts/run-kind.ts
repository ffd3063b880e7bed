import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../kernel/problem.ts";
import type { Progress } from "../kernel/steps.ts";
import { DeadlinePassed, inTime } from "../kernel/wait.ts";
import { ROOT } from "../stack/compose-file.ts";
import { commandAt } from "./execution-context.ts";
import { deviationsOf, type HostResults, parseResults } from "./expectation.ts";
import type { Bench, Kind, Workspace } from "./kind.ts";
import { NotMade } from "./not-made.ts";
import type { Row } from "./row.ts";
import { end, type Workshop } from "./workshop.ts";

/** A sign-off of a few tasks takes some minutes, of the whole plan some twenty; one that takes longer hangs. */
const LONGEST_MS = { someTasks: 12 * 60_000, wholePlan: 45 * 60_000 };
const TIMED_OUT = 128;

/** Where each kind's log and report are kept. */
export const KEPT = join(ROOT, "reports/hosts");

/** Makes the kind, runs a sign-off on it as a newcomer would, and says what it came to. */
export async function runKind(kind: Kind, bench: Bench, progress: Progress): Promise<Row> {
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1e3;
  const kept = join(KEPT, kind.id);
  await rm(kept, { recursive: true, force: true });
  await mkdir(kept, { recursive: true });
  let workspace: Workspace;
  try {
    progress("making the host");
    workspace = await kind.make(bench);
  } catch (thrown) {
    if (thrown instanceof NotMade)
      return { kind, notMade: thrown.message, seconds: seconds(), deviations: [] };
    return { kind, seconds: seconds(), deviations: [`it could not be made: ${messageOf(thrown)}`] };
  }
  progress(["npm run signoff", ...(kind.tasks.length === 0 ? [] : ["--", ...kind.tasks])].join(" "));
  const exitCode = await signOff(bench.workshop, { kind, workspace, log: join(kept, "signoff.log") });
  const results = readResults(workspace);
  if (results) await cp(join(workspace.folder, "reports"), join(kept, "reports"), { recursive: true });
  const deviations = [
    ...deviationsOf(kind, { exitCode, ...(results ? { results } : {}) }),
    ...((await workspace.deviations?.(results)) ?? []),
  ];
  const leftOut = leftOutOf(workspace);
  return { kind, ...(results ? { results } : {}), leftOut, seconds: seconds(), deviations };
}

async function signOff(
  workshop: Workshop,
  { kind, workspace, log }: { kind: Kind; workspace: Workspace; log: string },
): Promise<number> {
  const command = commandAt(workspace, ["npm", "run", "signoff", "--", ...kind.tasks]);
  const onOurDeath = workspace.namespaceOf === undefined ? "TERM" : "KILL";
  const spawned = workshop.spawn(command, { log, env: { ...workspace.env, ...kind.env }, onOurDeath });
  try {
    const longestMs = kind.tasks.length === 0 ? LONGEST_MS.wholePlan : LONGEST_MS.someTasks;
    return await inTime("the sign-off ends", longestMs, spawned.ended);
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    await end(spawned);
    return TIMED_OUT;
  }
}

function readResults({ folder }: Workspace): HostResults | undefined {
  const file = join(folder, "reports/results.json");
  return existsSync(file) ? parseResults(readFileSync(file, "utf8")) : undefined;
}

/** Services that set-up left out of the stack there, because their image is missing. */
function leftOutOf({ folder }: Workspace): string[] {
  const file = join(folder, ".env");
  return existsSync(file) ? leftOutIn(readFileSync(file, "utf8")) : [];
}

/** Services that a text of `.env` leaves out, by the lines that set-up writes. */
export function leftOutIn(text: string): string[] {
  return [...text.matchAll(/^(\w+)_SCALE=0$/gm)].map(([, name = ""]) =>
    name.toLowerCase().replaceAll("_", "-"),
  );
}
