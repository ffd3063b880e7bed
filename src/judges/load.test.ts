import { describe, expect, test } from "vitest";
import type { RunClocks } from "./clocks.ts";
import { FATE, judgeDelivery } from "./delivery.ts";
import { judgeLoad, type LoadFacts } from "./load.ts";
import type { WindowSecond } from "./sustained.ts";

const LIMITS = {
  minRate: 999,
  maxP99Ms: 10,
  minSuccessPercent: 99.9,
  minSustainedSeconds: 9.8,
  maxInterruptionSeconds: 5,
};

function deliveryOf(
  frames: number,
  { lost = 0, duplicated = 0, unexpected = 0, corrupted = 0, leftover = 0 } = {},
) {
  const receptions = Uint8Array.from({ length: frames }, (_, index) => (index < lost ? 0 : 1));
  receptions.fill(2, frames - duplicated);
  return judgeDelivery({
    producers: [
      {
        producer: 1,
        attempted: frames,
        fates: new Uint8Array(frames).fill(FATE.confirmed),
        receptions,
        places: Uint32Array.from({ length: frames }, (_, index) => index + 1),
      },
    ],
    corrupted: { count: corrupted, first: [] },
    unexpected: { count: unexpected, first: [] },
    leftover: { count: leftover, first: [] },
  });
}

const LATENCY = { count: 1e4, meanMs: 1, p50Ms: 1, p90Ms: 2, p99Ms: 9.9, p999Ms: 12, maxMs: 20 };

const CLOSE = { leastMs: -0.05, mostMs: 0.05 };
const CLOCK: RunClocks = { producers: [CLOSE], consumers: [CLOSE], ranMs: 10_000, hostRanMs: 10_000 };
const BEHIND: RunClocks = { ...CLOCK, consumers: [{ leastMs: -5.05, mostMs: -4.95 }] };
const KEPT: WindowSecond = { seconds: 1, confirmed: 1_000, received: 1_000 };

const GOOD: LoadFacts = {
  delivery: deliveryOf(10_000),
  achievedRate: 1000,
  received: LATENCY,
  out: 10_000,
  early: { count: 0, mostMs: 0 },
  clock: CLOCK,
  window: Array.from({ length: 10 }, () => KEPT),
  interruption: { confirmed: 0.3, received: 0.4 },
  generator: { due: 10_000, sent: 10_000, late: 0 },
  drain: { isComplete: true, ended: "everything confirmed came out" },
  isInterrupted: false,
};

function withPause(seconds: number): WindowSecond[] {
  return GOOD.window.map((each, index) => (index < seconds ? { ...each, confirmed: 0 } : each));
}

const statuses = (facts: Partial<LoadFacts>) => {
  const { status, findings } = judgeLoad({ ...GOOD, ...facts }, LIMITS);
  const bad = findings.filter((each) => each.status !== "met").map(({ name, status: of }) => [name, of]);
  return { status, bad: Object.fromEntries(bad) };
};

test("a run in which every frame came out in time holds", () => {
  expect(statuses({})).toEqual({ status: "holds", bad: {} });
});

test.for([
  ["a lost frame", { delivery: deliveryOf(10_000, { lost: 1 }) }, "lost"],
  ["a duplicated frame", { delivery: deliveryOf(10_000, { duplicated: 1 }) }, "duplicated"],
  ["a corrupted frame", { delivery: deliveryOf(10_000, { corrupted: 1 }) }, "corrupted"],
  ["an unexpected frame", { delivery: deliveryOf(10_000, { unexpected: 1 }) }, "unexpected"],
  ["a rate below the limit", { achievedRate: 998.9 }, "achieved rate"],
  ["a second without a frame in time", { window: withPause(1) }, "rate kept for"],
  ["a pause in which none was confirmed", { interruption: { confirmed: 5.1, received: 0 } }, "interruption"],
  ["a pause in which none came out", { interruption: { confirmed: 0, received: 5.1 } }, "interruption"],
  ["a p99 at the limit", { received: { ...LATENCY, p99Ms: 10 } }, "p99 latency"],
] as const)("%s does not hold", ([, facts, name]) => {
  expect(statuses(facts)).toEqual({ status: "does not hold", bad: { [name]: "not-met" } });
});

test("a success rate at its limit does not hold", () => {
  const { status, bad } = statuses({ delivery: deliveryOf(10_000, { lost: 10 }) });

  expect(status).toBe("does not hold");
  expect(bad).toMatchObject({ "success rate": "not-met" });
});

test("with a generator that was late itself, speed is undetermined, also where it would not hold", () => {
  const late = { generator: { due: 10_000, sent: 10_000, late: 101 }, achievedRate: 10 };

  expect(statuses(late)).toEqual({
    status: "undetermined",
    bad: {
      "achieved rate": "undetermined",
      "rate kept for": "undetermined",
      interruption: "undetermined",
      "p99 latency": "undetermined",
    },
  });
  expect(judgeLoad({ ...GOOD, ...late }, LIMITS).findings.at(-1)?.reason).toMatch(
    /^generator overloaded: 1\.0 %/,
  );
});

test("one per cent of late frames is still a healthy generator", () => {
  expect(statuses({ generator: { due: 10_000, sent: 10_000, late: 100 } }).status).toBe("holds");
});

test("a loss that was seen stays one beside an overloaded generator", () => {
  const facts = {
    generator: { due: 10_000, sent: 10_000, late: 5_000 },
    delivery: deliveryOf(10_000, { lost: 1 }),
  };

  expect(statuses(facts)).toMatchObject({ status: "does not hold", bad: { lost: "not-met" } });
});

test("as long as the broker holds frames, what is missing is not lost", () => {
  const drain = { isComplete: false, ended: "nothing came out for 5 s; it holds 3 frames" };

  expect(statuses({ drain, delivery: deliveryOf(10_000, { lost: 3 }) })).toEqual({
    status: "undetermined",
    bad: { "success rate": "undetermined", lost: "undetermined" },
  });
});

test("a run that was interrupted cannot hold", () => {
  expect(statuses({ isInterrupted: true }).status).toBe("undetermined");
});

test("a run without frames shows nothing", () => {
  const nothing = { delivery: deliveryOf(0), received: undefined, generator: { due: 0, sent: 0, late: 0 } };

  expect(statuses({ ...nothing, achievedRate: 0 })).toEqual({
    status: "undetermined",
    bad: {
      "success rate": "undetermined",
      "achieved rate": "undetermined",
      "rate kept for": "undetermined",
      interruption: "undetermined",
      "p99 latency": "undetermined",
    },
  });
});

describe("clocks that do not agree", () => {
  const reasonOf = (facts: Partial<LoadFacts>, name: string) =>
    judgeLoad({ ...GOOD, ...facts }, LIMITS).findings.find((finding) => finding.name === name)?.reason;

  test("a few milliseconds make latencies mean nothing, and leave the rate", () => {
    expect(statuses({ clock: BEHIND })).toEqual({
      status: "undetermined",
      bad: { "p99 latency": "undetermined" },
    });
    expect(reasonOf({ clock: BEHIND }, "p99 latency")).toBe(
      "the clocks of producer and consumer differ by 5.0 ms: the consumer's is behind",
    );
  });

  test("a frame that was received before it was sent is a clock that is wrong, by that much or more", () => {
    const early = { early: { count: 12, mostMs: 4.12 }, out: 10_012 };

    expect(statuses(early)).toEqual({ status: "undetermined", bad: { "p99 latency": "undetermined" } });
    expect(reasonOf(early, "p99 latency")).toBe(
      "12 frames were received before they were sent: the clocks of producer and consumer differ by 4.1 ms or more",
    );
  });

  test("a latency between hosts is told with its bound, and judged by it", () => {
    const clock = { ...CLOCK, acrossHosts: "worker 2" };
    expect(judgeLoad({ ...GOOD, clock }, LIMITS).findings.at(-1)).toMatchObject({
      measured: "9.9 ms ± 0.10 ms",
    });
    expect(statuses({ clock })).toMatchObject({ bad: { "p99 latency": "undetermined" } });
  });

  test("a clock of the run that goes on its own makes every speed mean nothing", () => {
    const { bad } = statuses({ clock: { ...CLOCK, ranMs: 20_000 } });

    expect(Object.keys(bad)).toEqual(["achieved rate", "rate kept for", "interruption", "p99 latency"]);
  });
});

test.for([9_999, 10_001])(
  "latencies of other frames than the %d that came out are no sample of theirs",
  (out) => {
    expect(statuses({ out })).toEqual({ status: "undetermined", bad: { "p99 latency": "undetermined" } });
    expect(judgeLoad({ ...GOOD, out }, LIMITS).findings.at(-1)?.reason).toBe(
      `there are 10000 latencies of ${out} frames that came out`,
    );
  },
);

test("what has no limit is not judged", () => {
  const facts = { ...GOOD, window: withPause(10), interruption: { confirmed: 60, received: 60 } };
  const { minSustainedSeconds: _least, maxInterruptionSeconds: _most, ...limits } = LIMITS;

  expect(judgeLoad(facts, limits).status).toBe("holds");
});

test.for([
  [0, /^no frame was due/],
  [1, /^one frame was due/],
] as const)(
  "with %d frames due in the window, there is no rate, whatever was calculated",
  ([due, reason]) => {
    const { findings } = judgeLoad({ ...GOOD, generator: { due, sent: due, late: 0 } }, LIMITS);
    const rate = findings.find(({ name }) => name === "achieved rate");

    expect(rate).toMatchObject({ status: "undetermined", reason: expect.stringMatching(reason) });
  },
);

test("frames that an earlier load has left say nothing of this one's loss", () => {
  const { status, bad } = statuses({ delivery: deliveryOf(10_000, { leftover: 3, lost: 1 }) });

  expect(status).toBe("undetermined");
  expect(bad).toEqual({ lost: "undetermined", "success rate": "undetermined" });
});

const MISSING = { worker: 2, of: 2, producers: 1, consumers: 0, reason: "ended by SIGKILL" };

test("a load of which a worker is missing is undetermined, and says which", () => {
  const { status, findings } = judgeLoad({ ...GOOD, missingWorkers: [MISSING] }, LIMITS);
  const unknown = findings.filter((each) => each.status === "undetermined");

  expect(status).toBe("undetermined");
  expect(unknown.map(({ name }) => name)).toEqual([
    ...["success rate", "lost", "achieved rate", "rate kept for", "interruption", "p99 latency"],
  ]);
  expect(unknown.every(({ reason }) => reason?.startsWith("worker 2 of 2 is missing"))).toBe(true);
});

test("a loss that was seen while every consumer was there stays one, whoever else is missing", () => {
  const lost = { delivery: deliveryOf(10_000, { lost: 1 }) };

  expect(statuses({ ...lost, missingWorkers: [MISSING] })).toMatchObject({
    status: "does not hold",
    bad: { lost: "not-met" },
  });
  expect(statuses({ ...lost, missingWorkers: [{ ...MISSING, consumers: 1 }] })).toMatchObject({
    status: "undetermined",
    bad: { lost: "undetermined", duplicated: "undetermined" },
  });
});
