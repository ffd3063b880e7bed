import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import type { ContainerState, RunningService } from "../stack/running-service.ts";

/** SIGKILL's exit code, 128 + 9. */
const KILLED = 137;
const LANDS_WITHIN_MS = 30_000;

/** A container that was killed and not started again yet. */
export interface Killed {
  before: ContainerState;
  after: ContainerState;
}

/**
 * Kills the container's process with SIGKILL: no shutdown, no flush. The page cache survives, so this proves nothing
 * about power.
 *
 * @throws Undetermined when the process was not running before, or did not end by the signal
 */
export async function kill(target: RunningService, withinMs = LANDS_WITHIN_MS): Promise<Killed> {
  const before = await stateOf(target);
  await target.signal("SIGKILL");
  const isKilled = async () => {
    const state = await target.state();
    return !state.running && state.exitCode === KILLED ? done(state) : notYet(describe(state));
  };
  const after = await landed(`${target.name} ends by SIGKILL`, isKilled, withinMs);
  return { before, after };
}

/** Starts a killed container again and proves that another process has taken its place. @throws Undetermined if not */
export async function startAgain(
  target: RunningService,
  { before }: Killed,
  withinMs = LANDS_WITHIN_MS,
): Promise<ContainerState> {
  await target.start();
  const isReplaced = async () => {
    const state = await target.state();
    const replaced = state.running && state.pid !== before.pid && state.startedAt !== before.startedAt;
    return replaced ? done(state) : notYet(describe(state));
  };
  return landed(`${target.name} runs as another process`, isReplaced, withinMs);
}

/** What the engine says of a running container. @throws Undetermined when it does not run, or is gone */
export async function stateOf(target: RunningService): Promise<ContainerState> {
  const state = await target.state().catch((thrown: unknown) => {
    throw new Undetermined(`${target.name} is gone: ${messageOf(thrown)}`, { cause: thrown });
  });
  if (!state.running) throw new Undetermined(`${target.name} was not running before the fault`);
  return state;
}

/** Waits for the proof of a fault. @throws Undetermined when it does not come */
export async function landed<T>(
  question: string,
  probe: Parameters<typeof until<T>>[2],
  withinMs = LANDS_WITHIN_MS,
): Promise<T> {
  try {
    return await until(question, { deadlineMs: withinMs, everyMs: 20 }, probe);
  } catch (thrown) {
    throw new Undetermined(messageOf(thrown), { cause: thrown });
  }
}

function describe({ running, pid, startedAt, exitCode }: ContainerState): string {
  return running ? `running as ${pid} since ${startedAt}` : `ended with ${exitCode}`;
}
