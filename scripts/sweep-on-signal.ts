import { exitCodeOfSignal } from "../src/kernel/exit-codes.mjs";
import { messageOf } from "../src/kernel/problem.ts";
import { currentRun } from "../src/kernel/run-identity.ts";
import { sweepRun } from "../src/stack/sweep.ts";

/** From now on a signal that ends this process takes the containers along that it has started. */
export function sweepOnSignal(): void {
  const run = currentRun();
  const onSignal = async (signal: NodeJS.Signals) => {
    console.error(`\n${signal}: removing the containers of this run`);
    await sweepRun(run).catch((thrown: unknown) => console.error(messageOf(thrown)));
    process.exit(exitCodeOfSignal(signal));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, onSignal);
}
