import { messageOf, Problem } from "../../kernel/problem.ts";
import { ClockComparison } from "../clock-comparison.ts";
import type { TimelineLine } from "../timeline.ts";
import type { Checkpoint, FromWorker, ToWorker, WorkerPart } from "./messages.ts";
import type { StartedWorker, WorkerEnd, Workplace } from "./workplace.ts";

/** What a worker says once, in this order. */
type Step = "hello" | "receiving" | "ready" | "produced";
const STEPS: readonly Step[] = ["hello", "receiving", "ready", "produced"];

const isStep = (kind: string): kind is Step => STEPS.includes(kind as Step);

/** The coordinator's end of a worker: what it has said so far, and what it is told. */
export class WorkerHandle implements AsyncDisposable {
  readonly part: WorkerPart;
  /** How far its clock may be from this process's. */
  readonly clock = new ClockComparison(() => this.tell({ kind: "time?" }));
  readonly ended: Promise<WorkerEnd>;
  /** What it has told of the seconds so far. */
  readonly lines: TimelineLine[] = [];
  /** By how much its clock is ahead by what was known when it was told its start: its times are told on this process's clock by that. */
  aheadMs = 0;
  /** Where it runs, if it has said so. */
  host: string | undefined;
  counts: Checkpoint["counts"] = { sent: 0, confirmed: 0, refused: 0, received: 0, unanswered: 0 };
  /** Whether its producers have ended. */
  hasProduced = false;
  /** Whether it has ended, with or without a result. */
  isGone = false;
  readonly #worker: StartedWorker;
  readonly #version: string;
  readonly #onCheckpoint: (checkpoint: Checkpoint) => void;
  #givenUp: string | undefined;
  readonly #steps = new Map<Step, PromiseWithResolvers<void>>();

  /** Starts the worker, and hands it its part once it has said that it is of the same version. */
  constructor(
    workplace: Workplace,
    part: WorkerPart,
    { version, onCheckpoint }: { version: string; onCheckpoint: (checkpoint: Checkpoint) => void },
  ) {
    this.part = part;
    this.#version = version;
    this.#onCheckpoint = onCheckpoint;
    for (const step of STEPS) {
      const waiting = Promise.withResolvers<void>();
      waiting.promise.catch(() => undefined);
      this.#steps.set(step, waiting);
    }
    this.#worker = workplace.start(part.worker, (message) => this.#heard(message));
    this.ended = this.#worker.ended.then((end) =>
      "missing" in end && this.#givenUp ? { ...end, missing: this.#givenUp } : end,
    );
    void this.ended.then((end) => {
      this.isGone = true;
      this.#fail(this.#problem("missing" in end ? end.missing : "it ended before its time"));
    });
  }

  /** Resolves once it has said so. @throws Problem when it can't take part, or has ended */
  is(step: Step): Promise<void> {
    return this.#steps.get(step)?.promise ?? Promise.resolve();
  }

  tell(message: ToWorker): void {
    if (!this.isGone) this.#worker.tell(message);
  }

  /** Ends it, whatever it does. @param reason why nobody waits for it any more */
  async giveUp(reason: string): Promise<void> {
    this.#givenUp = reason;
    await this[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker[Symbol.asyncDispose]();
  }

  #heard(message: FromWorker): void {
    if (message.kind === "time") this.clock.told(message.nowMs);
    else if (message.kind === "failed") this.#fail(new Problem(message.problem));
    else if (message.kind === "checkpoint") this.#checkpoint(message);
    else if (message.kind === "hello") this.#greet(message);
    else if (isStep(message.kind)) this.#reach(message.kind);
  }

  #greet({ version, host }: Extract<FromWorker, { kind: "hello" }>): void {
    this.host = host;
    if (version !== this.#version) {
      this.#fail(this.#problem(`version ${version}`, `version ${this.#version}, which this command has`));
      return;
    }
    this.tell({ kind: "part", part: this.part });
    this.#reach("hello");
  }

  #checkpoint(checkpoint: Checkpoint): void {
    this.counts = checkpoint.counts;
    if (checkpoint.line) this.lines.push(checkpoint.line);
    this.#onCheckpoint(checkpoint);
  }

  #reach(step: Step): void {
    this.hasProduced ||= step === "produced";
    this.#steps.get(step)?.resolve();
  }

  #fail(problem: Problem): void {
    this.clock.fail(problem);
    for (const step of this.#steps.values()) step.reject(problem);
  }

  #problem(seen: string, expected = "one that takes part in the load"): Problem {
    return new Problem({
      subject: `worker ${this.part.worker}${this.host ? ` on ${this.host}` : ""}`,
      expected,
      seen: messageOf(seen),
      remedy: "run every worker from the same folder and version, with enough memory, then run this again",
    });
  }
}
