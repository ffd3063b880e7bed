import { expect, test, vi } from "vitest";
import type { Broker } from "../../brokers/broker.ts";
import type { MemberSettings } from "../../brokers/member-settings.ts";
import type { Delivery } from "../../judges/delivery.ts";
import type { FaultVerdict } from "../../judges/fault-cell.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { brokersInScope } from "../record/for-each-broker.ts";
import { UnderTest } from "../record/under-test.ts";
import type { Cell, CellPlan } from "./cell.ts";
import { CELL_COLUMNS } from "./cells-together.ts";
import { Reliability } from "./reliability.ts";
import type { Beginning } from "./start-deployment.ts";

const made = vi.hoisted(() => ({
  outcome: (_plan: CellPlan): Partial<Cell> => ({}),
  settings: async (): Promise<readonly MemberSettings[]> => [],
}));

// Stacks and faults: what they do is shown by the specs. Here it is which are made, and what they come to together.
vi.mock("./deployment-ground.ts", () => ({
  DeploymentGround: {
    open: async ({ broker, topology }: Beginning) => ({
      deployment: { broker, topology, settings: made.settings },
      clean: async () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    }),
  },
}));
vi.mock("./cell.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("./cell.ts")>();
  return {
    ...original,
    runCell: async (
      broker: Parameters<typeof original.untried>[0],
      _deployment: unknown,
      plan: CellPlan,
    ) => ({
      ...original.untried(broker, plan, "it was not made"),
      ...made.outcome(plan),
    }),
  };
});

const [broker] = brokersInScope() as [Broker];
const KEPT = { lost: 0, corrupted: 0, unexpected: 0, duplicated: 0, recoverySeconds: 0.1 };

function cell(status: Cell["status"], verdict: Partial<FaultVerdict> = {}): Partial<Cell> {
  const delivery = { attempted: 6_000, confirmed: 5_900 } as Delivery;
  return { status, reason: undefined, verdict: { ...KEPT, status, ...verdict }, delivery };
}

function reliability({ profile = "quick" as "quick" | "full", hasDisks = true, hasTools = true } = {}) {
  vi.spyOn(console, "log").mockReturnValue(undefined);
  return new Reliability({ underTest: new UnderTest(), profile, hasDisks, hasTools });
}

const faults = (cells: { rows: readonly (readonly unknown[])[] }) => cells.rows.map(([fault]) => fault);

test("the quick profile makes its own faults, the full one all", async () => {
  made.outcome = () => cell("kept");

  const quick = await reliability().matrix(broker);
  const full = await reliability({ profile: "full" }).matrix(broker);

  expect(faults(quick)).toEqual([
    ...["power cut", "power cut while an RDB snapshot is written", "SIGKILL"],
    expect.stringMatching(/ killed$/),
  ]);
  expect(faults(full)).toEqual(expect.arrayContaining([...faults(quick), "disk full", "pause of 10 s"]));
});

test("a host without disks or fault tools makes what is possible without", async () => {
  made.outcome = () => cell("kept");

  const told = faults(
    await reliability({ profile: "full", hasDisks: false, hasTools: false }).matrix(broker),
  );

  expect(told).toContain("SIGKILL");
  expect(told.filter((fault) => /power cut|disk|cut in half|split brain/.test(String(fault)))).toEqual([]);
});

test("power cuts and failovers are judged by those faults alone", async () => {
  made.outcome = ({ shows }) => (shows === "power cut" ? cell("broken", { lost: 7 }) : cell("kept"));
  const all = reliability();

  const [cuts, failovers] = [await all.powerCuts(broker), await all.failovers(broker)];

  expect(faults(cuts)).toEqual(["power cut", "power cut while an RDB snapshot is written"]);
  expect([cuts.loss.lost, cuts.broken]).toEqual([14, 2]);
  expect([failovers.loss.lost, failovers.broken]).toEqual([0, 0]);
});

test("the slowest recovery counts, and every frame that was due", async () => {
  made.outcome = ({ shows }) => cell("kept", { recoverySeconds: shows === "failover" ? 8 : 2 });

  const cells = await reliability().matrix(broker);

  expect(cells.recoveries.map(({ seconds }) => seconds)).toContain(8);
  expect(cells.frames).toBe(4 * 6_000);
});

test("no loss is said where a fault could not be judged, and its reason is named", async () => {
  made.outcome = ({ shows }) =>
    shows === "power cut" ? { status: "undetermined", reason: "the disk is gone" } : cell("kept");

  const cells = await reliability().matrix(broker);

  const cut = `${broker.id}, one node: power cut`;
  const said = new Undetermined(`${cut}; ${cut} while an RDB snapshot is written: the disk is gone`);
  expect(() => cells.loss).toThrow(said);
  expect(() => cells.broken).toThrow(said);
  expect(() => cells.recoveries).toThrow(said);
});

test("a loss that was seen stays one, whatever else could not be judged", async () => {
  made.outcome = ({ shows }) =>
    shows === "power cut"
      ? { status: "undetermined", reason: "the disk is gone" }
      : cell("broken", { lost: 1 });

  const cells = await reliability().matrix(broker);

  expect([cells.loss.lost, cells.broken]).toEqual([2, 2]);
});

test.each(["corrupted", "unexpected"] as const)("a %s frame counts beside the lost ones", async (what) => {
  made.outcome = ({ shows }) =>
    shows === "failover" ? cell("broken", { [what]: 3, duplicated: 5 }) : cell("kept");

  const cells = await reliability().failovers(broker);

  expect(cells.loss).toEqual({ lost: 0, corrupted: 0, unexpected: 0, duplicated: 5, [what]: 3 });
});

test("a frame that came out wrong stays one, also where it cannot be said which others are lost", async () => {
  made.outcome = () => ({ ...cell("undetermined", { lost: 5, corrupted: 1 }), reason: "it holds 5 frames" });

  expect((await reliability().failovers(broker)).loss).toMatchObject({ lost: 0, corrupted: 1 });
});

test("duplicates are allowed: they neither break nor are they left out", async () => {
  made.outcome = () => cell("kept", { duplicated: 2 });

  const { loss, seen } = await reliability().failovers(broker);

  expect(loss).toEqual({ lost: 0, corrupted: 0, unexpected: 0, duplicated: 2 });
  expect(seen).toBe("nothing");
});

test("what broke is told with where to look", async () => {
  made.outcome = ({ shows }) =>
    shows === "failover" ? { ...cell("broken", { lost: 1 }), reason: "1 lost: the newest" } : cell("kept");

  expect((await reliability().failovers(broker)).seen).toMatch(
    new RegExp(`^${broker.id}, ha: .* killed: 1 lost: the newest$`),
  );
});

test("a fault that needs a copy under way is made where the broker writes one", async () => {
  made.outcome = () => cell("kept");
  const rabbitmq = brokersInScope().find(({ id }) => id === "rabbitmq") as Broker;

  const cuts = faults(await reliability({ profile: "full" }).powerCuts(rabbitmq));

  expect(cuts).toContain("power cut");
  expect(cuts.filter((fault) => /while/.test(String(fault)))).toEqual([]);
});

test("frames that may still come are no loss", async () => {
  made.outcome = () => ({ ...cell("undetermined", { lost: 5 }), reason: "it holds 5 frames" });

  const cells = await reliability().powerCuts(broker);

  expect(() => cells.loss).toThrow(/it holds 5 frames/);
});

test("no fault made shows nothing", async () => {
  const cells = await reliability({ hasDisks: false }).powerCuts(broker);

  expect(() => cells.loss).toThrow(new Undetermined("no fault was made"));
});

test("each row has all columns, judged or not", async () => {
  made.outcome = ({ shows }) => (shows === "power cut" ? {} : cell("kept"));

  const { rows } = await reliability().matrix(broker);

  expect(rows.map(({ length }) => length)).toEqual(rows.map(() => CELL_COLUMNS.length));
  expect(rows[0]?.slice(0, 3)).toEqual(["power cut", "one node", "undetermined: it was not made"]);
});

test("what a member of profile ha is set to is told, and read once", async () => {
  made.outcome = () => cell("kept");
  made.settings = vi.fn(async () => [
    { member: "redis-replica-1", of: "redis", settings: { appendfsync: "everysec" }, defaults: {} },
  ]);
  const all = reliability();
  const { nodes } = broker;

  const { details } = await all.settings(broker);
  await all.settings(broker);

  expect(nodes.length).toBeGreaterThan(1);
  expect(details.seen).toContain("redis-replica-1: appendfsync everysec (expected always)");
  // With one node and in profile ha.
  expect(made.settings).toHaveBeenCalledTimes(2 * brokersInScope().length);
});

test("members whose settings cannot be read cost no fault its verdict", async () => {
  made.outcome = () => cell("kept");
  made.settings = async () => {
    throw new Undetermined("the image is not seen from here");
  };
  const all = reliability();

  await expect(all.settings(broker)).rejects.toThrow("the image is not seen from here");
  expect((await all.failovers(broker)).broken).toBe(0);
});

test("where profile ha was not started nothing is said of its members", async () => {
  class WithoutHa extends Reliability {
    protected override isWanted({ topology }: CellPlan) {
      return topology === "one node";
    }
  }
  vi.spyOn(console, "log").mockReturnValue(undefined);
  const all = new WithoutHa({ underTest: new UnderTest(), profile: "quick", hasDisks: true, hasTools: true });

  await expect(all.settings(broker)).rejects.toThrow(
    new Undetermined(`${broker.title} (ha) was not started`),
  );
});
