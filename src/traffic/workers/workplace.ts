import type { FromWorker, ToWorker } from "./messages.ts";

/** How a worker came to its end. */
export type WorkerEnd =
  /** Its result is there, at this host. */
  | { resultFile: string }
  /** It has left none. */
  | {
      /** Why, in words. */
      missing: string;
      /** From when on it has certainly sent nothing more, on the coordinator's clock; Infinity where nobody knows. */
      silentFromMs: number;
    };

/** A worker that was started. Disposing ends it, whatever it does. */
export interface StartedWorker extends AsyncDisposable {
  tell(message: ToWorker): void;
  /** Resolves when it has ended; never rejects. */
  readonly ended: Promise<WorkerEnd>;
}

/** Where workers run: as processes of this host, or elsewhere. */
export interface Workplace {
  /**
   * Starts a worker, which says hello and then waits to be told its part.
   * @param worker its number, from 1
   * @param onSaid is handed what it says, in order
   */
  start(worker: number, onSaid: (message: FromWorker) => void): StartedWorker;
  /** Where that worker is to write its result. */
  resultFileOf(worker: number): string;
}
