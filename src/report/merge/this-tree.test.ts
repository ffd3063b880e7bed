import { expect, test } from "vitest";
import { type Tree, treeDifferences } from "./this-tree.ts";

const ran: Tree = { commit: "c0ffee", hashes: { plan: "p1", config: "c1" } };

test("the tree of the run differs in nothing", () => {
  expect(treeDifferences(ran, { ...ran })).toEqual([]);
});

test("another commit, another plan, and other or missing files are named", () => {
  expect(treeDifferences(ran, { commit: "decade", plan: "other.yaml", hashes: { plan: "p2" } })).toEqual([
    "commit decade in place of c0ffee",
    "other.yaml in place of the delivered plan",
    "another content of plan",
    "another content of config",
  ]);
});
