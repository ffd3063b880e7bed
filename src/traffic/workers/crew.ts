import type { DrainProgress } from "../../brokers/emptying.ts";
import type { ClockBounds } from "../../judges/clocks.ts";
import { DeadlinePassed, inTime } from "../../kernel/wait.ts";
import type { FrameHistory } from "../history.ts";
import type { LoadOptions } from "../load-run.ts";
import type { ProducerRecord } from "../producer-record.ts";
import { dealt } from "./dealt.ts";
import { takeIn } from "./fate-news.ts";
import type { Checkpoint, ToWorker } from "./messages.ts";
import { WorkerHandle } from "./worker-handle.ts";
import type { Workplace } from "./workplace.ts";

interface Parts {
  workers: number;
  version: string;
  /** Of all producers: takes in what workers tell meanwhile. */
  history: FrameHistory;
}

/** All workers of a load. What is told to them goes to those that are still there; disposing ends them. */
export class Crew implements AsyncDisposable {
  readonly history: FrameHistory;
  readonly handles: readonly WorkerHandle[];
  readonly #known = new Map<number, number>();

  /** Starts them. @throws Problem for a worker that would have nothing to do */
  constructor(workplace: Workplace, options: LoadOptions, { workers, version, history }: Parts) {
    this.history = history;
    const { target, source, limits, patienceMs, framesPerSecond, producers, warmupSeconds, durationSeconds } =
      options;
    const load = { framesPerSecond, producers, warmupSeconds, durationSeconds };
    const all = history.producers.map(({ producer, capacity }) => ({ producer, frames: capacity }));
    const onCheckpoint = (checkpoint: Checkpoint) => this.#takeIn(checkpoint);
    this.handles = dealt(workers, options).map((share, index) => {
      const worker = index + 1;
      const part = {
        ...{ worker, target, source, limits, patienceMs, load, producers: all },
        ...{ earlier: history.shared.earlier, ...share, resultFile: workplace.resultFileOf(worker) },
      };
      return new WorkerHandle(workplace, part, { version, onCheckpoint });
    });
  }

  /** Of how many frames of a producer it is known what became of them, by what was told meanwhile. */
  knownOf(producer: number): number {
    return this.#known.get(producer) ?? 0;
  }

  /** @throws Problem when one can't get there */
  async all(step: Parameters<WorkerHandle["is"]>[0]): Promise<void> {
    await Promise.all(this.handles.map((handle) => handle.is(step)));
  }

  tell(message: ToWorker): void {
    for (const handle of this.handles) handle.tell(message);
  }

  /** One after the other: an exchange is quick while no other is under way. Of one that is gone the bounds stay. */
  async narrowClocks(): Promise<void> {
    for (const { clock, isGone } of this.handles) if (!isGone) await clock.narrow().catch(() => undefined);
  }

  exchangeClocks(): void {
    for (const { clock, isGone } of this.handles) if (!isGone) clock.exchange().catch(() => undefined);
  }

  /** @param startMs on this process's clock */
  start(startMs: number): void {
    for (const handle of this.handles) {
      handle.aheadMs = aheadOf(handle.clock.bounds);
      handle.tell({ kind: "start", startMs: startMs + handle.aheadMs });
    }
  }

  get counts() {
    const sum = (of: keyof Checkpoint["counts"]) =>
      this.handles.reduce((total, { counts }) => total + counts[of], 0);
    return {
      ...{ sent: sum("sent"), confirmed: sum("confirmed"), received: sum("received") },
      ...{ there: this.handles.filter(({ isGone }) => !isGone).length, of: this.handles.length },
    };
  }

  /**
   * How far a drain is. What has to come is counted, not looked up: only where every frame has its answer, every worker is there and no
   * more came than was confirmed.
   */
  get progress(): DrainProgress {
    const { received, confirmed, there, of } = this.counts;
    const isCounted =
      there === of && received <= confirmed && this.handles.every(({ counts }) => counts.unanswered === 0);
    return { received, missing: isCounted ? confirmed - received : undefined };
  }

  /** Waits until the producers of all that are there have ended; gives up those that take longer than that. */
  async produced(withinMs: number): Promise<void> {
    await this.#within(withinMs, "its producers have ended", (handle) =>
      handle.is("produced").catch(() => undefined),
    );
  }

  /** Has them leave and hand over their results; gives up those that take longer than that. */
  async leave(withinMs: number): Promise<void> {
    await this.narrowClocks();
    this.tell({ kind: "leave" });
    await this.#within(withinMs, "it has handed over its result", (handle) => handle.ended);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.handles.map((handle) => handle[Symbol.asyncDispose]()));
  }

  async #within(ms: number, what: string, done: (handle: WorkerHandle) => Promise<unknown>): Promise<void> {
    await Promise.all(
      this.handles.map(async (handle) => {
        try {
          await inTime(what, Math.round(ms), done(handle));
        } catch (thrown) {
          if (!(thrown instanceof DeadlinePassed)) throw thrown;
          await handle.giveUp(thrown.message);
        }
      }),
    );
  }

  #takeIn({ fates }: Checkpoint): void {
    for (const news of fates) {
      const record = this.history.producers[news.producer] as ProducerRecord;
      this.#known.set(news.producer, takeIn(record, news));
    }
  }
}

/** By how much a clock is ahead, in ms: not at all where it may be the same, and else what is most likely. */
function aheadOf({ leastMs, mostMs }: ClockBounds): number {
  return leastMs <= 0 && mostMs >= 0 ? 0 : (leastMs + mostMs) / 2;
}
