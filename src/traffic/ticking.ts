import type { Clock } from "../kernel/clock.ts";

/** Calls `tick` at each full second from a time of the clock on; disposing ends it. */
export function everySecond(startMs: number, clock: Clock, tick: () => void): Disposable {
  let timer: NodeJS.Timeout;
  const next = (second: number) => {
    timer = setTimeout(
      () => {
        tick();
        next(second + 1);
      },
      Math.max(0, startMs + second * 1e3 - clock.now()),
    );
  };
  next(1);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
