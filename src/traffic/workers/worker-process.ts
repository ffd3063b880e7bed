import { monotonicClock } from "../../kernel/clock.ts";
import { errorKindOf } from "../../kernel/error-kind.ts";
import { problemOf } from "../../kernel/last-resort.ts";
import { messageOf } from "../../kernel/problem.ts";
import { keepSecret } from "../../kernel/secrets.ts";
import { codeVersion } from "./code-version.ts";
import { lineOf, onMessages } from "./lines.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { type Coordinator, runPart } from "./part-run.ts";
import { writeResult } from "./write-result.ts";

// A worker of a load as a process of its own: told what to do by lines on stdin, it answers by lines on stdout. A credential comes by
// stdin alone. It ends when its coordinator is gone; Ctrl-C is the coordinator's to act on.

type Kind = ToWorker["kind"];

const told = new Map<Kind, PromiseWithResolvers<ToWorker>>();
const awaited = (kind: Kind) => {
  const waiting = told.get(kind) ?? Promise.withResolvers<ToWorker>();
  told.set(kind, waiting);
  return waiting;
};
const say = (message: FromWorker) => void process.stdout.write(lineOf(message));
const coordinator: Coordinator = {
  say,
  told: <K extends Kind>(kind: K) => awaited(kind).promise as Promise<Extract<ToWorker, { kind: K }>>,
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
onMessages<ToWorker>(process.stdin, (message) => {
  if (message.kind === "time?") say({ kind: "time", nowMs: monotonicClock.now() });
  else awaited(message.kind).resolve(message);
});
process.stdin.once("end", () => process.exit());

const version = codeVersion();
say({ kind: "hello", version });
const { part } = await coordinator.told("part");
keepSecret(part.target.password);
try {
  writeResult(part.resultFile, version, await runPart(part, coordinator));
  process.stdout.write(lineOf({ kind: "written" } satisfies FromWorker), () => process.exit());
} catch (thrown) {
  const { parts } = problemOf(thrown, `worker ${part.worker}`);
  const problem = errorKindOf(thrown) === "undetermined" ? { ...parts, seen: messageOf(thrown) } : parts;
  process.stdout.write(lineOf({ kind: "failed", problem } satisfies FromWorker), () => process.exit(1));
}
