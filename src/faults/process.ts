import { done, notYet } from "../kernel/wait.ts";
import type { RunningService } from "../stack/running-service.ts";
import { Fault } from "./fault.ts";
import { kill, landed, startAgain, stateOf } from "./kill.ts";

/** The process ends by SIGKILL; healed by another one in its place. */
export function killing(target: RunningService): Fault {
  return new Fault(`SIGKILL of ${target.name}`, async () => {
    const killed = await kill(target);
    return {
      proof: `${target.name}: process ${killed.before.pid} ended with ${killed.after.exitCode}`,
      heal: async () => `${target.name}: process ${(await startAgain(target, killed)).pid}`,
    };
  });
}

/** The process is asked to end, and does; healed by another one in its place. */
export function stopping(target: RunningService): Fault {
  return new Fault(`graceful stop of ${target.name}`, async () => {
    const before = await stateOf(target);
    await target.signal("SIGTERM");
    const after = await landed(`${target.name} ends`, async () => {
      const state = await target.state();
      return state.running ? notYet(`it runs as ${state.pid}`) : done(state);
    });
    return {
      proof: `${target.name}: process ${before.pid} ended with ${after.exitCode}`,
      heal: async () => `${target.name}: process ${(await startAgain(target, { before, after })).pid}`,
    };
  });
}

/** The process stands still: it takes connections and answers nothing. */
export function pausing(target: RunningService): Fault {
  return new Fault(`pause of ${target.name}`, async () => {
    const { pid } = await stateOf(target);
    await pause(target);
    return {
      proof: `${target.name}: process ${pid} stands still`,
      heal: async () => {
        await target.unpause();
        return `${target.name}: process ${(await stateOf(target)).pid} goes on`;
      },
    };
  });
}

/** Stops every process of a container where it is. @throws Undetermined when the engine does not manage it */
export async function pause(target: RunningService): Promise<void> {
  await landed(`${target.name} is paused`, async () => {
    // The engine sometimes fails to freeze a container that is starting processes; a second attempt works.
    if (!(await stateOf(target)).paused) await target.pause();
    return (await stateOf(target)).paused ? done(undefined) : notYet("it is not");
  });
}
