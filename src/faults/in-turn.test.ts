import { expect, test } from "vitest";
import { type FaultOutcome, type Ground, inTurn } from "./in-turn.ts";

interface Cell extends FaultOutcome {
  fault: string;
  /** Which ground it was made on. */
  on: number | undefined;
}

interface Plan {
  fault: string;
  status?: FaultOutcome["status"];
  /** What the fault leaves on its ground. */
  leaves?: string;
}

/** What goes wrong with a ground, by its number. */
interface Troubles {
  [ground: number]: { opening?: string; leftFromStart?: string; removing?: string };
}

/** A world in which faults come to what their plans say. */
class World {
  readonly opened: FakeGround[] = [];
  readonly #troubles: Troubles;

  constructor(troubles: Troubles = {}) {
    this.#troubles = troubles;
  }

  async make(plans: readonly Plan[]) {
    const told: Cell[] = [];
    const { outcomes, ground } = await inTurn<FakeGround, Plan, Cell>(plans, {
      open: async () => {
        const number = this.opened.length + 1;
        const { opening, leftFromStart, removing } = this.#troubles[number] ?? {};
        if (opening) throw new Error(opening);
        const made = new FakeGround(number, { left: leftFromStart, removing });
        this.opened.push(made);
        return made;
      },
      run: async (on, { fault, status = "kept", leaves }) => {
        on.left = leaves;
        return { fault, status, on: on.number };
      },
      untried: ({ fault }, reason) => ({ fault, status: "undetermined", reason, on: undefined }),
      onOutcome: (cell) => told.push(cell),
    });
    expect(told).toEqual(outcomes);
    return { cells: outcomes, ground };
  }
}

class FakeGround implements Ground {
  readonly number: number;
  left: string | undefined;
  looks = 0;
  isGone = false;
  readonly #removing: string | undefined;

  constructor(
    number: number,
    { left, removing }: { left: string | undefined; removing: string | undefined },
  ) {
    this.number = number;
    this.left = left;
    this.#removing = removing;
  }

  async clean(): Promise<void> {
    this.looks += 1;
    if (this.left !== undefined) throw new Error(this.left);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isGone = true;
    if (this.#removing) throw new Error(this.#removing);
  }
}

const where = (cells: readonly Cell[]) => cells.map(({ fault, status, on }) => [fault, status, on]);

test("faults that end as kept share one ground, which still stands at the end", async () => {
  const { cells, ground } = await new World().make([{ fault: "a" }, { fault: "b" }]);

  expect(where(cells)).toEqual([
    ["a", "kept", 1],
    ["b", "kept", 1],
  ]);
  expect(ground).toMatchObject({ number: 1, isGone: false });
});

test.for(["undetermined", "broken"] as const)(
  "after a fault that was %s the next one gets a new ground",
  async (status) => {
    const world = new World();
    const { cells, ground } = await world.make([{ fault: "a", status }, { fault: "b" }]);

    expect(where(cells)).toEqual([
      ["a", status, 1],
      ["b", "kept", 2],
    ]);
    expect(world.opened[0]?.isGone).toBe(true);
    expect(ground?.number).toBe(2);
  },
);

test("a kept fault that left something behind is undetermined, and its ground is gone", async () => {
  const leaves = "queue frame_queue holds 2281 frames";
  const { cells } = await new World().make([{ fault: "a", leaves }, { fault: "b" }]);

  expect(cells[0]).toMatchObject({
    status: "undetermined",
    reason: `afterwards it was not as before: ${leaves}`,
  });
  expect(cells[1]).toMatchObject({ status: "kept", on: 2 });
});

test("what was broken stays broken, whatever it left behind", async () => {
  const { cells } = await new World().make([{ fault: "a", status: "broken", leaves: "a node is down" }]);

  expect(cells[0]?.status).toBe("broken");
});

test.for([
  [
    "no ground can be made",
    { 2: { opening: "no loop device is left" } },
    "no clean start: no loop device is left",
  ],
  [
    "a new ground is not clean",
    { 2: { leftFromStart: "2 of 3 nodes run" } },
    "no clean start: 2 of 3 nodes run",
  ],
  ["the old one can't be removed", { 1: { removing: "the engine is gone" } }, "the engine is gone"],
] as const)("where %s all that follow are undetermined with that reason", async ([, troubles, reason]) => {
  const plans: Plan[] = [
    { fault: "a", status: "undetermined" },
    { fault: "b" },
    { fault: "c", status: "broken" },
  ];
  const { cells, ground } = await new World(troubles).make(plans);

  expect(cells.slice(1)).toEqual([
    { fault: "b", status: "undetermined", reason, on: undefined },
    { fault: "c", status: "undetermined", reason, on: undefined },
  ]);
  expect(ground).toBeUndefined();
});

test("a new ground that is not clean is removed again", async () => {
  const world = new World({ 1: { leftFromStart: "a frame" } });
  await world.make([{ fault: "a" }]);

  expect(world.opened[0]?.isGone).toBe(true);
});

test("no ground is made for a last fault's successor that does not come", async () => {
  const world = new World();
  const { ground } = await world.make([{ fault: "a", status: "undetermined" }]);

  expect(world.opened).toHaveLength(1);
  expect(ground).toBeUndefined();
});

test("a ground that goes anyway is not waited for until it is clean", async () => {
  const world = new World();

  const { cells } = await world.make([
    { fault: "a", status: "broken", leaves: "a node that does not come back" },
    { fault: "b" },
  ]);

  expect(where(cells)).toEqual([
    ["a", "broken", 1],
    ["b", "kept", 2],
  ]);
  expect(world.opened.map(({ looks }) => looks)).toEqual([1, 2]);
});
