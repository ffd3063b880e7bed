import type { Readable, Writable } from "node:stream";
import { monotonicClock } from "../../kernel/clock.ts";
import { keepSecret } from "../../kernel/secrets.ts";
import { codeVersion } from "./code-version.ts";
import { lineOf, onMessages } from "./lines.ts";
import type { FromWorker, ToWorker, WorkerPart } from "./messages.ts";
import { type Coordinator, runPart } from "./part-run.ts";
import { toldFailure } from "./told-failure.ts";
import { writeResult } from "./write-result.ts";

/** How a worker and its coordinator reach each other. */
export interface Way {
  input: Readable;
  output: Writable;
  /** The host that the worker runs on, where the coordinator can't know it. */
  host?: string | undefined;
  resultFileOf(part: WorkerPart): string;
  /** Brings the result to the coordinator, where that does not see the same files. */
  handOver?(file: string): Promise<void>;
}

type Kind = ToWorker["kind"];

/**
 * A worker's part of a load: told what to do by lines, it answers by lines. Ctrl-C is the coordinator's to act on.
 * @returns whether it has handed over a result, once that was said; why not was said, too
 */
export async function work(way: Way): Promise<boolean> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  const told = new Map<Kind, PromiseWithResolvers<ToWorker>>();
  const awaited = (kind: Kind) => {
    const waiting = told.get(kind) ?? Promise.withResolvers<ToWorker>();
    told.set(kind, waiting);
    return waiting;
  };
  const say = (message: FromWorker) => void way.output.write(lineOf(message));
  const coordinator: Coordinator = {
    say,
    told: <K extends Kind>(kind: K) => awaited(kind).promise as Promise<Extract<ToWorker, { kind: K }>>,
  };
  onMessages<ToWorker>(way.input, (message) => {
    if (message.kind === "time?") say({ kind: "time", nowMs: monotonicClock.now() });
    else awaited(message.kind).resolve(message);
  });
  const version = codeVersion();
  say({ kind: "hello", version, ...(way.host ? { host: way.host } : {}) });
  const { part } = await coordinator.told("part");
  keepSecret(part.target.password);
  const last = await ended(way, { part, version, coordinator });
  await new Promise<void>((resolve) => way.output.write(lineOf(last), () => resolve()));
  return last.kind === "written";
}

/** Runs the part to its end. @returns what is to be said last */
async function ended(
  { resultFileOf, handOver }: Way,
  { part, version, coordinator }: { part: WorkerPart; version: string; coordinator: Coordinator },
): Promise<FromWorker> {
  try {
    const file = resultFileOf(part);
    writeResult(file, version, await runPart(part, coordinator));
    await handOver?.(file);
    return { kind: "written" };
  } catch (thrown) {
    const { problem } = toldFailure(thrown, `worker ${part.worker}`);
    return { kind: "failed", problem };
  }
}
