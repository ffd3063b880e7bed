import { expect, onTestFinished, test } from "vitest";
import { Fault } from "../../faults/fault.ts";
import type { FrameHistory } from "../../traffic/history.ts";
import { Course } from "./course.ts";
import { makeFault } from "./make-fault.ts";

const WAITING = { flowsAgainWithinMs: 200, flowsWithinMs: 50 };
const HOW = {
  topology: "ha" as const,
  fault: () => "cut",
  lastsSeconds: 1,
  times: 1,
  make: () => Promise.reject(),
};

/** A load that comes to its seconds by itself, one each turn. */
class Load {
  readonly course = new Course(60);
  readonly counts = { attempted: 6_000, confirmed: 1_000, received: 0 };
  /** Frames confirmed more at each second. */
  perSecond = 600;
  readonly steps: string[] = [];
  #second = 0;

  constructor() {
    const ticking = setInterval(() => {
      this.#second += 1;
      this.counts.confirmed += this.perSecond;
      this.course.tick(this.#second, { counts: this.counts } as FrameHistory);
    }, 1);
    onTestFinished(() => clearInterval(ticking));
  }

  /** @param onCut what happens to the load with each cut */
  fault(onCut: () => void = () => undefined): Fault {
    const step = (what: string) => {
      this.steps.push(`${what}, ${this.course.landed.signal.aborted ? "consumers at work" : "no consumer"}`);
      return what;
    };
    return new Fault("cut", async () => {
      onCut();
      return { proof: step("cut"), heal: async () => step("healed") };
    });
  }

  make(fault: Fault, how: Partial<Parameters<typeof makeFault>[1]> = {}, looks: number[] = []) {
    const look = async (confirmed: number) => {
      looks.push(confirmed);
      return { placements: [] };
    };
    return makeFault(fault, { ...HOW, ...how }, this.course, WAITING, look);
  }
}

test("a fault is made once, after it was looked where the frames are, and then healed", async () => {
  const load = new Load();
  const looks: number[] = [];

  const made = await load.make(load.fault(), {}, looks);

  expect(made).toMatchObject({ proof: "cut; healed", placed: { placements: [] } });
  expect(made.confirmedLately).toBeGreaterThanOrEqual(20);
  expect(made.confirmedAfter).toBeGreaterThanOrEqual(500);
  expect(looks).toHaveLength(1);
  expect(looks[0]).toBeLessThanOrEqual(made.atStake);
});

test("a slow load is looked at once enough is confirmed", async () => {
  const load = new Load();
  Object.assign(load, { perSecond: 30 });
  load.counts.confirmed = 0;
  const looks: number[] = [];

  await load.make(load.fault(), {}, looks);

  expect(looks[0]).toBeGreaterThanOrEqual(600);
});

test("one that is to be made twice is healed in between, and consumers come after the last", async () => {
  const load = new Load();

  const { proof } = await load.make(load.fault(), { times: 2 });

  expect(proof).toBe("cut; healed; cut; healed");
  expect(load.steps).toEqual([
    ...["cut, no consumer", "healed, no consumer", "cut, no consumer"],
    "healed, consumers at work",
  ]);
});

test("what is at stake is what the last one could lose", async () => {
  const load = new Load();
  const stakes: number[] = [];
  const fault = load.fault(() => stakes.push(load.counts.confirmed));

  const { atStake } = await load.make(fault, { times: 2 });

  expect(atStake).toBeGreaterThan(stakes[0] ?? Number.POSITIVE_INFINITY);
});

test("a broker that does not come back from the first of two is not asked for the second", async () => {
  const load = new Load();
  const fault = load.fault(() => {
    load.perSecond = 0;
  });

  const { proof, confirmedAfter } = await load.make(fault, { times: 2 });

  expect([proof, confirmedAfter]).toEqual(["cut; healed", 0]);
  expect(fault.isInForce).toBe(false);
});

test("a load in which nothing is confirmed says so, and its fault is made all the same", async () => {
  const load = new Load();
  load.perSecond = 0;

  expect(await load.make(load.fault())).toMatchObject({ confirmedLately: 0, proof: "cut; healed" });
});

test("a fault that could lose nothing is not made", async () => {
  const load = new Load();
  load.counts.received = 1e12;

  expect(await load.make(load.fault())).toMatchObject({ atStake: 0, proof: "" });
  expect(load.steps).toEqual([]);
});

test("a backlog is waited for, also where the broker is full of it", async () => {
  const load = new Load();
  Object.assign(load.counts, { attempted: 0 });
  load.perSecond = 0;
  const filling = setInterval(() => {
    load.counts.attempted += 1_000;
  }, 1);
  onTestFinished(() => clearInterval(filling));
  let due = 0;
  const fault = load.fault(() => {
    due = load.counts.attempted;
  });

  await load.make(fault, { backlog: 20_000 });

  expect(due).toBeGreaterThanOrEqual(20_000);
});
