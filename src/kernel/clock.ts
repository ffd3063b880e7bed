import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";

/** The one clock of a load run; a test replaces it by one that it moves itself. */
export interface Clock {
  /** Milliseconds since a moment that all threads of this host share; only differences mean something. */
  now(): number;
  /** Resolves at that time or soon after: timers of Node are a millisecond wide. */
  sleepUntil(timeMs: number): Promise<void>;
  /** Resolves when what has arrived meanwhile was handled. */
  turn(): Promise<void>;
}

/**
 * CLOCK_MONOTONIC, which the kernel gives to every thread alike: their offset is nil, and no correction of the wall clock
 * moves it. Nanoseconds, of which a double of milliseconds keeps more than 0.001 ms for a century of uptime.
 */
export const monotonicClock: Clock = {
  now() {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1e3 + nanoseconds / 1e6;
  },
  async sleepUntil(timeMs) {
    await pause(Math.max(0, timeMs - monotonicClock.now()));
  },
  turn,
};
