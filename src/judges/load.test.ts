import { expect, test } from "vitest";
import { FATE, judgeDelivery } from "./delivery.ts";
import { judgeLoad, type LoadFacts } from "./load.ts";

const LIMITS = { minRate: 999, maxP99Ms: 10, minSuccessPercent: 99.9 };

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

const GOOD: LoadFacts = {
  delivery: deliveryOf(10_000),
  achievedRate: 1000,
  received: LATENCY,
  generator: { due: 10_000, sent: 10_000, late: 0 },
  drain: { isComplete: true, ended: "everything confirmed came out" },
  isInterrupted: false,
};

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
    bad: { "achieved rate": "undetermined", "p99 latency": "undetermined" },
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
      "p99 latency": "undetermined",
    },
  });
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
