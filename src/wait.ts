import { setTimeout as pause } from "node:timers/promises";
import { messageOf, Problem } from "./problem.ts";
import { Undetermined } from "./undetermined.ts";

/** What a probe answers while the question is still open. `seen` is printed when the deadline passes. */
export interface NotYet {
  done: false;
  seen: string;
}

export interface Done<T> {
  done: true;
  value: T;
}

export interface Deadline {
  deadlineMs: number;
  /** Time between two looks. */
  everyMs?: number;
  signal?: AbortSignal;
}

/** The deadline passed. The message names the question, the deadline and the last answer. */
export class DeadlinePassed extends Error {
  override readonly name = "DeadlinePassed";
  readonly lastAnswer: string;

  constructor(question: string, deadlineMs: number, lastAnswer: string) {
    super(`${question}: not so after ${deadlineMs} ms (last answer: ${lastAnswer})`);
    this.lastAnswer = lastAnswer;
  }
}

export const done = <T>(value: T): Done<T> => ({ done: true, value });
export const notYet = (seen: string): NotYet => ({ done: false, seen });

/**
 * The one way to wait in this project: asks `probe` until it is done or the deadline passes.
 * A probe that throws counts as an answer, since what is asked is often still starting; a Problem or Undetermined is
 * final and ends the wait. A probe that hangs ends with the deadline.
 *
 * @param question what is waited for, as the subject of the error: "frame_queue is empty"
 * @throws DeadlinePassed with the last answer
 */
export async function until<T>(
  question: string,
  { deadlineMs, everyMs = 100, signal }: Deadline,
  probe: () => Promise<Done<T> | NotYet> | Done<T> | NotYet,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const answer = await Promise.race([ask(probe), hanging(end - performance.now())]);
    if (answer.done) return answer.value;
    if (performance.now() + everyMs > end) throw new DeadlinePassed(question, deadlineMs, answer.seen);
    await pause(everyMs, undefined, signal ? { signal } : {});
  }
}

async function ask<T>(probe: () => Promise<Done<T> | NotYet> | Done<T> | NotYet): Promise<Done<T> | NotYet> {
  try {
    return await probe();
  } catch (thrown) {
    if (thrown instanceof Problem || thrown instanceof Undetermined) throw thrown;
    return notYet(messageOf(thrown));
  }
}

async function hanging(leftMs: number): Promise<NotYet> {
  await pause(Math.max(0, leftMs), undefined, { ref: false });
  return notYet("no answer");
}
