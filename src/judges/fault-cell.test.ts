import { expect, test } from "vitest";
import { type Delivery, judgeDelivery } from "./delivery.ts";
import { type FaultFacts, judgeFault, mostTold } from "./fault-cell.ts";

const NONE = { count: 0, first: [] };

function factsOf(changes: Partial<FaultFacts> = {}, delivery: Partial<Delivery> = {}): FaultFacts {
  return {
    delivery: {
      ...judgeDelivery({ producers: [], corrupted: NONE, unexpected: NONE, leftover: NONE }),
      attempted: 6_000,
      confirmed: 6_000,
      received: 6_000,
      ...delivery,
    },
    drain: { isComplete: true, ended: "everything confirmed came out" },
    adopted: 0,
    atStake: 1_500,
    confirmedAfter: 2_000,
    faultMs: 10_000,
    stalls: [],
    ...changes,
  };
}

test("a fault that every confirmed frame outlived is kept", () => {
  expect(judgeFault(factsOf())).toMatchObject({ status: "kept", lost: 0, recoverySeconds: 0.1 });
});

test.each(["lost", "corrupted", "unexpected"] as const)("one %s frame breaks it", (what) => {
  expect(judgeFault(factsOf({}, { [what]: 1 }))).toMatchObject({ status: "broken", [what]: 1 });
});

test.each(["duplicated", "unknown", "recovered", "refused", "reordered", "unsent"] as const)(
  "a %s frame does not break it",
  (what) => {
    expect(judgeFault(factsOf({}, { [what]: 1 })).status).toBe("kept");
  },
);

test("a frame that is missing from a drain that did not end may still come", () => {
  const drain = { isComplete: false, ended: "it holds 12 frames" };

  expect(judgeFault(factsOf({ drain }, { lost: 12 }))).toMatchObject({
    status: "undetermined",
    reason: "it holds 12 frames",
  });
});

test("a corrupted frame stays one, whatever became of the drain", () => {
  const drain = { isComplete: false, ended: "it holds 12 frames" };

  expect(judgeFault(factsOf({ drain }, { corrupted: 1 })).status).toBe("broken");
});

test.each([
  ["no confirmed frame was at stake", { atStake: 0 }, {}],
  ["only 99 confirmed frames were at stake", { atStake: 99 }, {}],
  ["no frame was confirmed after the fault", { confirmedAfter: 0 }, {}],
  ["only 4999 of at least 5000 frames", {}, { attempted: 4_999 }],
])("%s: nothing was shown", (reason, changes, delivery) => {
  const verdict = judgeFault(factsOf(changes, delivery));

  expect(verdict.status).toBe("undetermined");
  expect(verdict.reason).toContain(reason);
});

const BESIDE = "redis: its frames are in /tmp, on no volume";

test("a fault beside the frames shows nothing", () => {
  expect(judgeFault(factsOf({ beside: BESIDE }))).toMatchObject({ status: "undetermined", reason: BESIDE });
});

test("frames that were lost are, wherever they were kept", () => {
  expect(judgeFault(factsOf({ beside: BESIDE }, { lost: 1 })).status).toBe("broken");
});

test("a fault that has to come amid confirmations shows nothing without", () => {
  expect(judgeFault(factsOf({ confirmedLately: 1 })).status).toBe("kept");
  expect(judgeFault(factsOf({ confirmedLately: 0 }))).toMatchObject({
    status: "undetermined",
    reason: "no frame was confirmed right before the fault, so nothing was under way",
  });
});

test("what producers were told stands beside a fault that met no confirmed frame", () => {
  const told = {
    refusals: { "OOM command not allowed": 2 },
    connectionLosses: { "on disk of 1 primary and 0 replicas": 3 },
  };
  const { reason } = judgeFault(
    factsOf({ atStake: 0, ...told }, { attempted: 6_000, confirmed: 0, refused: 2, unknown: 5_998 }),
  );

  expect(reason).toBe(
    "no confirmed frame was at stake when the fault was made: of 6000 frames 0 were confirmed, 2 refused, 5998 without an answer; producers were told most often: on disk of 1 primary and 0 replicas",
  );
  expect(mostTold({ refusals: told.refusals })).toBe("OOM command not allowed");
  expect(mostTold({})).toBeUndefined();
});

test("recovery is the longest time without a confirmed frame, from the fault on", () => {
  const stalls = [
    { fromMs: 1_000, toMs: 9_000 },
    { fromMs: 9_990, toMs: 12_490 },
    { fromMs: 13_000, toMs: 13_200 },
  ];

  expect(judgeFault(factsOf({ stalls })).recoverySeconds).toBe(2.5);
});

test("a broker that confirms nothing any more does not recover", () => {
  expect(judgeFault(factsOf({ confirmedAfter: 0 })).recoverySeconds).toBe(Number.POSITIVE_INFINITY);
});

test("a hundred frames at stake are enough", () => {
  expect(judgeFault(factsOf({ atStake: 100 })).status).toBe("kept");
});

test("a load is long enough from five thousand frames on", () => {
  expect(judgeFault(factsOf({}, { attempted: 5_000 })).status).toBe("kept");
  expect(judgeFault(factsOf({}, { attempted: 4_999 })).status).toBe("undetermined");
});

test.each([
  ["frames of an earlier load", {}, { leftover: 2_281 }],
  ["frames of an earlier load, and lost ones", {}, { leftover: 1, lost: 3 }],
  ["frames before the first was sent", { adopted: 12 }, {}],
])(
  "%s: the broker was not empty at the start, which breaks nothing and shows nothing",
  (_, changes, delivery) => {
    const verdict = judgeFault(factsOf(changes, delivery));

    expect(verdict.status).toBe("undetermined");
    expect(verdict.reason).toContain("the broker was not empty at the start");
  },
);

test.each(["corrupted", "unexpected"] as const)(
  "a %s frame breaks it, whatever an earlier load has left",
  (what) => {
    expect(judgeFault(factsOf({}, { leftover: 5, [what]: 1 })).status).toBe("broken");
  },
);
