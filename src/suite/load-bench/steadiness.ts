import { whoUsedTheHost } from "../../calm/who-used-the-host.ts";
import { generatorOverloaded } from "../../judges/load.ts";
import { sustainedSeconds, type WindowSecond } from "../../judges/sustained.ts";
import type { Timed } from "../record/criterion.ts";
import type { LoadWindow, SpeedSecond } from "./load-window.ts";

/** A window of a load, with what is known of its seconds. */
export interface WatchedWindow {
  window: LoadWindow;
  seconds: readonly SpeedSecond[];
}

type TimedAtBest = Timed & { atBest: number };

/**
 * The longest time, in seconds, in which none was confirmed or none came out. The seconds that were not calm may all lie in
 * it: what is left without them is the broker's in any case.
 */
export function interruptionIn({ window, seconds }: WatchedWindow): Timed {
  const { confirmed, received } = window.run.interruption;
  const longest = Math.max(confirmed, received);
  const disturbed = seconds.filter(({ isCalm }) => !isCalm);
  return {
    seconds: longest,
    busy: whyNotCalm(window, disturbed),
    atBest: Math.max(0, longest - totalOf(disturbed)),
  };
}

/** In the window in which it was the shortest, at best: another one makes up for nothing. */
export function sustainedInAll(windows: readonly WatchedWindow[], framesPerSecond: number): Timed {
  const [first, ...others] = windows.map((each) => sustainedIn(each, framesPerSecond));
  return others.reduce((worst, each) => (each.atBest < worst.atBest ? each : worst), first as TimedAtBest);
}

/**
 * For how long the broker confirmed and handed out in time what was due, in seconds. At best it kept up in those that were not
 * calm as well.
 */
function sustainedIn({ window, seconds }: WatchedWindow, framesPerSecond: number): TimedAtBest {
  const isSlow = (each: WindowSecond) => sustainedSeconds([each], framesPerSecond) === 0;
  const all = sustainedSeconds(window.run.window, framesPerSecond);
  const excused = window.run.window.filter((each, index) => isSlow(each) && !seconds[index]?.isCalm);
  return { seconds: all, busy: whyNotCalm(window, excused), atBest: all + totalOf(excused) };
}

/** Why these seconds may be the host's or the generator's, if there are any. */
function whyNotCalm({ host, run }: LoadWindow, disturbed: readonly WindowSecond[]): string | undefined {
  if (disturbed.length === 0) return undefined;
  const overloaded = generatorOverloaded(run);
  const seconds = `${disturbed.length} s were not calm: ${whoUsedTheHost({ seconds: host })}`;
  return overloaded ? `${overloaded}; ${seconds}` : seconds;
}

function totalOf(seconds: readonly WindowSecond[]): number {
  return seconds.reduce((sum, each) => sum + each.seconds, 0);
}
