import { expect, test } from "vitest";
import { readRoundTrip } from "./round-trip.ts";

test("answers that came are counted and timed", () => {
  const summary = `PING 10.78.0.12 (10.78.0.12) 56(84) bytes of data.

--- 10.78.0.12 ping statistics ---
500 packets transmitted, 489 received, 2.2% packet loss, time 2496ms
rtt min/avg/max/mdev = 99.125/100.835/133.859/2.449 ms, pipe 15`;

  expect(readRoundTrip(summary)).toEqual({ sent: 500, received: 489, leastMs: 99.125, meanMs: 100.835 });
});

test("without any answer no time is known", () => {
  const summary = `--- 10.78.0.12 ping statistics ---
20 packets transmitted, 0 received, +3 errors, 100% packet loss, time 99ms
`;

  expect(readRoundTrip(summary)).toMatchObject({ sent: 20, received: 0, leastMs: Number.POSITIVE_INFINITY });
});

test("what is no summary is said, not counted", () => {
  expect(() => readRoundTrip("ping: connect: Network is unreachable")).toThrow("unreachable");
});
