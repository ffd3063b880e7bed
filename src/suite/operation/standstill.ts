import { Undetermined } from "../../kernel/undetermined.ts";
import { DeadlinePassed, done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { CAMERAS } from "../trial-stack/producers.ts";
import { noticedWithinMs } from "./health-times.ts";
import { type Finding, goneOn, standing } from "./looks.ts";
import { healthOf, healthy, type ObservedStack } from "./observed-stack.ts";

/** What a busy host may delay the engine. It ends a wait early that a look has answered. */
const SLACK_MS = 60_000;
const RECOVERS_WITHIN_MS = 60_000;
/** The check of the cameras lets a frame count for so long. */
const FRAME_COUNTS_MS = 10_000;

/** What the engine made of services that stood still. */
export interface Standstill {
  /** Services that were not seen as unhealthy, or not as healthy once they went on, each with what was seen. */
  missed: string[];
  /** The longest time that it took to see one, in seconds; 0 when none was seen. */
  longestSeconds: number;
  looked: number;
}

/**
 * Has services stand still and go on, one after the other, so that a check that asks another service is found out. The
 * cameras stand still meanwhile: their check takes ten seconds longer to see it.
 * @throws Undetermined when the engine does not look at one
 */
export async function inTurn({ services, processes }: ObservedStack): Promise<Standstill> {
  const cameras = services.filter(({ name }) => name === CAMERAS);
  const others = services.filter(({ name }) => name !== CAMERAS);
  const meanwhile = Promise.all(cameras.map((service) => standStill(service, processes)));
  // It is waited for in any case, and fails only then.
  meanwhile.catch(() => undefined);
  const seen: Noticed[] = [];
  for (const service of others) seen.push(await standStill(service, processes));
  return summed([...seen, ...(await meanwhile)]);
}

/** Has all of them stand still at once, for as long as the slowest check takes. */
export async function atOnce({ services, processes }: ObservedStack): Promise<Standstill> {
  return summed(await Promise.all(services.map((service) => standStill(service, processes))));
}

interface Noticed {
  service: RunningService;
  seconds: number;
  /** What was wrong; nothing where it was seen. */
  missed: string | undefined;
  /** Since when it has gone on. */
  onSinceMs: number;
}

async function standStill(service: RunningService, processes: ObservedStack["processes"]): Promise<Noticed> {
  await healthy(service, RECOVERS_WITHIN_MS);
  let onSinceMs = 0;
  let found: { missed: string | undefined; seconds: number };
  try {
    found = await noticed(service, await processes.standStill(service));
  } finally {
    onSinceMs = await processes.goOn(service);
  }
  return { service, onSinceMs, ...found };
}

/** @param sinceMs when it began to stand still */
async function noticed(
  service: RunningService,
  sinceMs: number,
): Promise<{ missed: string | undefined; seconds: number }> {
  const start = performance.now();
  const countsMs = service.name === CAMERAS ? FRAME_COUNTS_MS : 0;
  const withinMs = noticedWithinMs(service.service) + countsMs + SLACK_MS;
  const missed = await wrongIn(`${service.name} stands still and is unhealthy`, withinMs, async () => {
    const { status, looks } = await healthOf(service);
    return standing(status, looks, sinceMs + countsMs);
  });
  if (missed === undefined) return { missed, seconds: (performance.now() - start) / 1e3 };
  const check = service.service.healthcheck.test.join(" ");
  return { missed: `${service.name} stood still, and ${missed} (${check})`, seconds: 0 };
}

async function summed(noticed: readonly Noticed[]): Promise<Standstill> {
  const missed = await Promise.all(noticed.map((each) => each.missed ?? notRecovered(each)));
  return {
    missed: missed.filter((each) => each !== undefined),
    longestSeconds: Math.max(0, ...noticed.map(({ seconds }) => seconds)),
    looked: noticed.length,
  };
}

/** What is wrong with a service that has gone on, after the time that it may take; nothing for one that is healthy. */
async function notRecovered({ service, onSinceMs }: Noticed): Promise<string | undefined> {
  const question = `${service.name} goes on and is healthy`;
  const found = async () => {
    const { status, looks } = await healthOf(service);
    return goneOn(status, looks, onSinceMs);
  };
  const recovered = await until(question, { deadlineMs: RECOVERS_WITHIN_MS, everyMs: 200 }, async () => {
    const finding = await found();
    return finding.kind === "seen" ? done(true) : notYet(finding.said);
  }).catch(() => false);
  if (recovered) return undefined;
  const wrong = await wrongIn(question, RECOVERS_WITHIN_MS, found);
  return wrong && `${service.name} goes on, and ${wrong}`;
}

/** What speaks against it; nothing when it is so. @throws Undetermined when nothing speaks for it or against it in time */
async function wrongIn(
  question: string,
  withinMs: number,
  look: () => Promise<Finding>,
): Promise<string | undefined> {
  try {
    return await until(question, { deadlineMs: withinMs, everyMs: 200 }, async () => {
      const finding = await look();
      if (finding.kind === "open") return notYet(finding.said);
      return done(finding.kind === "seen" ? undefined : finding.said);
    });
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    throw new Undetermined(thrown.message, { cause: thrown });
  }
}
