import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Deployment } from "../../brokers/deployment.ts";
import { Fault } from "../../faults/fault.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";

const CONSUMER = fileURLToPath(new URL("./holding-consumer.ts", import.meta.url));
const HOLDS_WITHIN_MS = 20_000;

/** A consumer takes frames, acknowledges none and ends by SIGKILL: the others have to be given what it held. */
export async function consumerKilled(deployment: Deployment): Promise<Fault> {
  const target = await deployment.target();
  return new Fault("SIGKILL of a consumer that holds frames", async () => {
    const child = fork(CONSUMER, [], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    try {
      child.send(target);
      await holding(child);
    } finally {
      child.kill("SIGKILL");
    }
    const [code, signal] = child.exitCode === null ? await once(child, "exit") : [child.exitCode, null];
    if (signal !== "SIGKILL")
      throw new Undetermined(`the consumer ended with ${signal ?? code} and not by SIGKILL`);
    return {
      proof: `process ${child.pid} ended by SIGKILL while it held frames`,
      heal: async () => "the frames that it held are for the others",
    };
  });
}

async function holding(child: ChildProcess): Promise<void> {
  let printed = "";
  child.stdout?.on("data", (chunk) => {
    printed += String(chunk);
  });
  await until("a consumer holds frames", { deadlineMs: HOLDS_WITHIN_MS, everyMs: 10 }, () => {
    if (child.exitCode !== null)
      throw new Undetermined(`the consumer ended with ${child.exitCode} before it held any`);
    return printed.includes("holding") ? done(undefined) : notYet("it holds none");
  });
}
