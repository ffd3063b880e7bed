import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BROKERS } from "../brokers/all.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { withoutSecrets } from "../kernel/secrets.ts";
import type { Progress, Step } from "../kernel/steps.ts";
import { DeadlinePassed, done, notYet, until } from "../kernel/wait.ts";
import type { ComposedStack } from "../stack/composed-stack.ts";
import { compareAll } from "./compare-step.ts";
import { exportBroker } from "./export-step.ts";
import type { Journal } from "./journal.ts";
import { checkVersions, restart } from "./restart-step.ts";
import { BACKUPS, REPLACED, Snapshot } from "./snapshot.ts";
import { describeTriggers, Triggers } from "./triggers.ts";
import { verifyExport } from "./verify-step.ts";

const QUIET_WITHIN_MS = 180_000;
/** Long enough for Prometheus to have looked at everything again since it was started anew. */
const QUIET_FOR_MS = 15_000;

/** The steps of a rollback, in the plan's order. Each can be done again after an interruption. */
export function rollbackSteps(stack: ComposedStack, journal: Journal, snapshot: Snapshot): Step[] {
  const { producers } = journal.entry;
  const kept = `${REPLACED}${journal.entry.startedAt.replaceAll(":", "-")}`;
  const steps: Step[] = [
    { name: "Producers stopped", ensure: () => stopProducers(stack, journal) },
    ...BROKERS.map((broker) => ({
      name: `${broker.title} exported`,
      ensure: async (progress: Progress) => exportBroker(broker, await stack.running(), journal, progress),
    })),
    { name: "Export verified", ensure: (progress) => verifyExport(stack, journal, snapshot, progress) },
    { name: "Present configuration kept", ensure: () => keepPresent(stack, kept) },
    {
      name: "Previous configuration restored",
      ensure: async () => {
        const changes = snapshot.differencesTo(stack.root);
        snapshot.restore(stack.root);
        return `${snapshot.name}: ${changes.length} files`;
      },
    },
    { name: "Restarted with the previous version", ensure: () => restart(stack, journal) },
    { name: "Versions and health checked", ensure: () => checkVersions(stack, journal, snapshot) },
    { name: "Frames compared", ensure: (progress) => compareAll(stack, journal, progress) },
    {
      name: "Producers started",
      ensure: async () => {
        if (producers.length === 0) return "none ran";
        await stack.compose("up", "-d", "--no-deps", "--wait", "--wait-timeout", "120", ...producers);
        return producers.join(", ");
      },
    },
    { name: "Triggers quiet", ensure: (progress) => quiet(stack, progress) },
  ];
  return steps.map((step) => journal.recorded({ ...step, ensure: saying(step) }));
}

/** Ids of the images that the services of a stack run, by service. */
export async function imagesOf(stack: ComposedStack): Promise<Record<string, string>> {
  return Object.fromEntries((await stack.running()).map(({ name, imageId }) => [name, imageId]));
}

/** What producers have printed is kept: it may say which frames were confirmed. */
async function stopProducers(stack: ComposedStack, journal: Journal): Promise<string> {
  const { producers } = journal.entry;
  if (producers.length === 0) return "none ran";
  await stack.compose("stop", ...producers);
  const folder = join(journal.folder, "producers");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const producer of producers) {
    const log = await stack.log(producer);
    writeFileSync(join(folder, `${producer}.log`), withoutSecrets(log), { mode: 0o600 });
  }
  return producers.join(", ");
}

async function keepPresent(stack: ComposedStack, name: string): Promise<string> {
  const isKept = existsSync(join(stack.root, BACKUPS, "snapshots", name));
  if (!isKept) Snapshot.take(stack.root, name, await imagesOf(stack));
  return `as ${name}: npm run rollback -- --to ${name}`;
}

/** @throws Problem when a trigger is still on at the deadline: the cause was not in what was rolled back */
export async function quiet(
  stack: Pick<ComposedStack, "running">,
  progress: Progress,
  { withinMs = QUIET_WITHIN_MS, forMs = QUIET_FOR_MS, everyMs = 1_000 } = {},
): Promise<string> {
  const running = await stack.running();
  if (!running.some(({ name }) => name === "prometheus")) return "not looked at: no Prometheus runs";
  let since = performance.now();
  try {
    return await until("no trigger of a rollback is on", { deadlineMs: withinMs, everyMs }, async () => {
      const triggers = await Triggers.of(running);
      const on = await triggers.stillOn();
      if (on.length > 0) since = performance.now();
      const quietMs = performance.now() - since;
      if (quietMs >= forMs) return done(`none of ${triggers.names.join(", ")}`);
      if (on.length === 0) return notYet(`quiet for ${Math.round(quietMs)} ms`);
      progress(describeTriggers(on));
      return notYet(describeTriggers(on));
    });
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    throw new Problem({
      subject: "the triggers after the rollback",
      expected: "none that is on",
      seen: thrown.lastAnswer,
      remedy: "the cause is not in what was rolled back: look at it with docs/runbook.md",
    });
  }
}

/** The step, with whatever keeps it from succeeding as a Problem that says how to go on. */
export function saying({ name, ensure }: Step): Step["ensure"] {
  return async (progress) => {
    try {
      return await ensure(progress);
    } catch (thrown) {
      if (thrown instanceof Problem || thrown instanceof TypeError) throw thrown;
      const isFull = (thrown as NodeJS.ErrnoException).code === "ENOSPC";
      throw new Problem(
        {
          subject: isFull ? BACKUPS : `the step "${name}"`,
          expected: isFull ? "room on the disk" : "it to succeed",
          seen: messageOf(thrown),
          remedy: `${isFull ? "free the space" : "fix what is named"}, then run this again: it goes on where it stopped`,
        },
        { cause: thrown },
      );
    }
  };
}
