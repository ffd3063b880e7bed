import { expect, test } from "vitest";
import type { Placement } from "../../judges/placement.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Cell } from "./cell.ts";
import { PLACEMENT_COLUMNS, placementsOf } from "./placements-together.ts";

function placement(node: string, isKept: boolean | undefined, seen = `${node} was seen`): Placement {
  return { node, isKept, isOnDisk: false, keptBytes: 0, seen };
}

function cell(topology: string, ...placements: Placement[]): Cell {
  return {
    ...{ broker: "redis", topology, fault: "SIGKILL", shows: undefined, status: "kept", reason: undefined },
    ...{ proof: "", timeline: [], placed: { placements } },
  };
}

function unseen(topology: string, changes: Partial<Cell>): Cell {
  return {
    ...cell(topology),
    placed: { placements: [], unseen: "the files of redis cannot be seen" },
    ...changes,
  };
}

const ONE = cell("one node", placement("redis", true));
const HA = cell("ha", placement("redis", true), placement("redis-replica-1", true));

test("nodes that have their frames on their volumes are none elsewhere", () => {
  const together = placementsOf([ONE, ONE, HA]);

  expect([together.elsewhere, together.nodes]).toEqual([0, 3]);
  expect(together.seen).toBe("every node has them on its volumes");
  expect(together.rows.map(({ length }) => length)).toEqual([4, 4, 4]);
  expect(PLACEMENT_COLUMNS).toHaveLength(4);
});

test("a node that has them elsewhere under one fault does so, and is counted once", () => {
  const beside = cell(
    "ha",
    placement("redis", true),
    placement("redis-replica-1", false, "they are in /tmp"),
  );
  const together = placementsOf([ONE, HA, beside, beside]);

  expect([together.elsewhere, together.seen]).toEqual([1, "they are in /tmp"]);
});

test.each<[string, Cell[], string]>([
  [
    "files that cannot be seen",
    [ONE, unseen("ha", {})],
    "redis, ha: SIGKILL: the files of redis cannot be seen",
  ],
  [
    "a topology that did not start",
    [ONE, { ...unseen("ha", { reason: "no clean start" }), placed: { placements: [] } }],
    "redis, ha: SIGKILL: no clean start",
  ],
  [
    "a node that held too little",
    [cell("one node", placement("redis", undefined, "only 0.0 MiB"))],
    "only 0.0 MiB",
  ],
  ["no fault at all", [], "no fault was made"],
])("%s: it cannot be said of each node", (_, cells, reason) => {
  expect(() => placementsOf(cells).elsewhere).toThrow(new Undetermined(reason));
});

test("a node that was seen elsewhere counts, whatever could not be seen of others", () => {
  expect(placementsOf([cell("one node", placement("redis", false)), unseen("ha", {})]).elsewhere).toBe(1);
});

test("a load that was too short takes nothing from one that was not", () => {
  expect(placementsOf([cell("one node", placement("redis", undefined)), ONE]).elsewhere).toBe(0);
});
