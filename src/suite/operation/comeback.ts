import { DeadlinePassed, done, notYet, until } from "../../kernel/wait.ts";
import type { Service } from "../../stack/compose-file.ts";
import { engine } from "../../stack/engine.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { healthOf, healthy, type ObservedStack } from "./observed-stack.ts";
import { stayingAway, whyItStaysAway } from "./restart-policy.ts";

/** Longer than the plan allows, so that what is late is told from what never comes. */
const STARTS_AGAIN_WITHIN_MS = 40_000;
const HEALTHY_WITHIN_MS = 120_000;

/** What became of services whose server was killed. */
export interface Comeback {
  /** Services that did not come back, or may stay away another time, each with what was seen. */
  missing: string[];
  /** The longest time from the end of one until the engine started it again, in seconds. */
  longestSeconds: number;
  looked: number;
}

/**
 * Kills the server of each service, one after the other, and sees it come back by itself. Of those that do not run here, what
 * the compose file says is read.
 * @param all services of the compose file
 * @throws Undetermined when the engine's looks at one take too long, or do not come
 */
export async function comeback(
  { services, processes }: ObservedStack,
  all: readonly Service[],
): Promise<Comeback> {
  const others = all.filter(({ name }) => !services.some((running) => running.name === name));
  const missing = stayingAway(others);
  const seconds: number[] = [];
  const returning: Promise<string | undefined>[] = [];
  for (const service of services) {
    await healthy(service, HEALTHY_WITHIN_MS);
    const { startedAt } = await service.state();
    const name = await processes.killServer(service);
    const restarted = await startedAgain(service, startedAt, name);
    const stays = whyItStaysAway(await policyOf(service)) ?? restarted.stays;
    if (stays) missing.push(`${service.name}: ${stays}`);
    else returning.push(notHealthyAgain(service));
    seconds.push(restarted.seconds);
  }
  const sick = await Promise.all(returning);
  return {
    missing: [...missing, ...sick.filter((each) => each !== undefined)],
    longestSeconds: Math.max(0, ...seconds),
    looked: services.length,
  };
}

/** After how many seconds the engine has started a container again, or why it has not. */
async function startedAgain(
  service: RunningService,
  before: string,
  killed: string,
): Promise<{ seconds: number; stays?: string }> {
  try {
    const question = `${service.name} is started again`;
    return await until(question, { deadlineMs: STARTS_AGAIN_WITHIN_MS, everyMs: 100 }, async () => {
      const { Running, StartedAt, FinishedAt, ExitCode } = await stateOf(service);
      // By the engine's own times: what this host does meanwhile is not the engine's delay.
      if (Running && StartedAt !== before)
        return done({ seconds: (Date.parse(StartedAt) - Date.parse(FinishedAt)) / 1e3 });
      return notYet(Running ? "its container runs on without it" : `it has ended with ${ExitCode}`);
    });
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    const within = STARTS_AGAIN_WITHIN_MS / 1e3;
    const stays = `${killed} was killed, and is not started again within ${within} s: ${thrown.lastAnswer}`;
    return { seconds: 0, stays };
  }
}

/** What is wrong with a service that was started again; nothing for one that is healthy. */
async function notHealthyAgain(service: RunningService): Promise<string | undefined> {
  try {
    await healthy(service, HEALTHY_WITHIN_MS);
    return undefined;
  } catch (thrown) {
    const { looks } = await healthOf(service);
    const last = looks.at(-1);
    // One that took too long says more of this host than of the service.
    if (!last || last.ExitCode <= 0) throw thrown;
    return `${service.name}: started again, and not healthy within ${HEALTHY_WITHIN_MS / 1e3} s: ${last.Output.trim()}`;
  }
}

async function stateOf({ id }: RunningService) {
  const docker = await engine();
  return (await docker.getContainer(id).inspect()).State;
}

async function policyOf({ id }: RunningService): Promise<string> {
  const docker = await engine();
  const { HostConfig } = await docker.getContainer(id).inspect();
  return HostConfig.RestartPolicy?.Name ?? "";
}
