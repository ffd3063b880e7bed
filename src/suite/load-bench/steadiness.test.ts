import { expect, test } from "vitest";
import { measured, measuredIn, SECOND, windowOf } from "./testing.ts";

const LATE = { generator: { due: 16_080, sent: 16_080, late: 500 } };
const waited = (seconds: number) => ({ interruption: { confirmed: seconds, received: 0.1 } });
/** A window in which the broker paused for so many seconds. */
const paused = (seconds: number) => ({
  window: Array.from({ length: 16 }, (_, at) => (at < seconds ? { ...SECOND, received: 0 } : SECOND)),
});

test("on a calm host an interruption is the broker's", () => {
  expect(measured(waited(6)).interruptions).toEqual([{ seconds: 6, busy: undefined, atBest: 6 }]);
});

test("each window has its longest interruption", () => {
  const load = measuredIn([windowOf(waited(1)), windowOf(waited(3))]);

  expect(load.interruptions.map(({ seconds }) => seconds)).toEqual([1, 3]);
});

test("seconds that were not calm may all lie in an interruption, and what is left is the broker's", () => {
  const [busy, long] = [windowOf(waited(6), 0.6), windowOf(waited(50), 0.6)];

  expect(measuredIn([busy]).interruptions).toMatchObject([
    {
      seconds: 6,
      busy: expect.stringMatching(/^40 s were not calm: others used 60 % .*cc1plus \(pid 4711\)/),
      atBest: 0,
    },
  ]);
  expect(measuredIn([long]).interruptions).toMatchObject([{ seconds: 50, atBest: 10 }]);
});

test("an overloaded generator may have been the interruption itself", () => {
  const [interruption] = measured({ ...LATE, ...waited(6) }).interruptions;

  expect(interruption).toMatchObject({ seconds: 6, atBest: 0 });
  expect(interruption?.busy).toMatch(/^generator overloaded: 3\.1 % of frames left over 5 ms late/);
});

test("on a calm host no slow second is made up for", () => {
  expect(measured(paused(6)).sustained).toEqual({ seconds: 10, busy: undefined, atBest: 10 });
});

test("slow seconds that were not calm may be the host's, and others never", () => {
  expect(measuredIn([windowOf(paused(6), 0.6)]).sustained).toMatchObject({
    seconds: 10,
    busy: expect.stringMatching(/^6 s were not calm/),
    atBest: 16,
  });
  expect(measuredIn([windowOf(paused(6), 0.6), windowOf(paused(5))]).sustained).toMatchObject({
    seconds: 11,
    busy: undefined,
    atBest: 11,
  });
  expect(measuredIn([windowOf({}, 0.6)]).sustained).toEqual({ seconds: 16, busy: undefined, atBest: 16 });
});
