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

type Probe<T> = () => Promise<Done<T> | NotYet> | Done<T> | NotYet;

const NO_ANSWER = "no answer";
/** What a timer of Node can hold: 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

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
  probe: Probe<T>,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  let seen = NO_ANSWER;
  for (;;) {
    const answer = await answerWithin(end - performance.now(), probe);
    if (answer.done) return answer.value;
    // The deadline may pass amid a look: what was answered before that stays the last answer.
    if (answer.seen !== NO_ANSWER) seen = answer.seen;
    if (performance.now() + everyMs > end) throw new DeadlinePassed(question, deadlineMs, seen);
    await pause(everyMs, undefined, signal ? { signal } : {});
  }
}

/**
 * Looks until the answer has settled, or takes it as it is when the deadline passes: what it says then is for the plan
 * to judge.
 *
 * @throws DeadlinePassed when `look` never answered
 */
export async function settled<T>(
  question: string,
  deadline: Deadline,
  look: () => Promise<T>,
  isSettled: (answer: T) => boolean,
): Promise<T> {
  let last: { answer: T } | undefined;
  try {
    return await until(question, deadline, async () => {
      const answer = await look();
      last = { answer };
      return isSettled(answer) ? done(answer) : notYet(JSON.stringify(answer));
    });
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed && last) return last.answer;
    throw thrown;
  }
}

/**
 * An answer that is asked for once.
 * @throws DeadlinePassed when it does not come in time; whatever the answer is rejected with
 */
export async function inTime<T>(question: string, deadlineMs: number, answer: Promise<T>): Promise<T> {
  const answered = new AbortController();
  const late = pause(deadlineMs, undefined, { ref: false, signal: answered.signal }).then(() => {
    throw new DeadlinePassed(question, deadlineMs, NO_ANSWER);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    answered.abort();
  }
}

async function ask<T>(probe: Probe<T>): Promise<Done<T> | NotYet> {
  try {
    return await probe();
  } catch (thrown) {
    if (thrown instanceof Problem || thrown instanceof Undetermined) throw thrown;
    return notYet(messageOf(thrown));
  }
}

async function answerWithin<T>(leftMs: number, probe: Probe<T>): Promise<Done<T> | NotYet> {
  const answered = new AbortController();
  const limitMs = Math.min(Math.max(0, leftMs), LONGEST_TIMER_MS);
  const hanging = pause(limitMs, notYet(NO_ANSWER), { ref: false, signal: answered.signal });
  hanging.catch(() => undefined);
  try {
    return await Promise.race([ask(probe), hanging]);
  } finally {
    answered.abort();
  }
}
