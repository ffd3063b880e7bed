import { constants } from "node:os";

/** What the exit code of every command says. *against* is said by a judge and by nobody else. */
export const EXIT = /** @type {const} */ ({ good: 0, against: 1, undetermined: 2, couldNot: 3 });

/** @typedef {(typeof EXIT)[keyof typeof EXIT]} ExitCode */

/**
 * The exit code of a program that a signal has ended.
 *
 * @param {NodeJS.Signals} signal
 */
export function exitCodeOfSignal(signal) {
  return 128 + constants.signals[signal];
}
