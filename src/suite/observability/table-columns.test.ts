import { expect, test } from "vitest";
import { dashboardOf } from "../../watchers/dashboard-file.ts";
import { claimsOf } from "./claims.ts";

interface Parts {
  headings?: object;
  hidden?: object;
  joinedBy?: string;
}

/** What is wrong with a table of what each node has left of memory and disk. */
function wrong({ headings = {}, hidden = {}, joinedBy = "instance" }: Parts): string[] {
  const column = (refId: string, shows: string) => ({
    refId,
    expr: "x",
    format: "table",
    instant: true,
    shows,
  });
  const renameByName = {
    ...{ instance: "Node", "Value #A": "Memory left", "Value #B": "Disk left" },
    ...headings,
  };
  const panels = [
    {
      ...{ type: "table", title: "P", fieldConfig: { defaults: { unit: "bytes" } } },
      targets: [column("A", "node-memory-left"), column("B", "node-disk-left")],
      transformations: [
        { id: "joinByField", options: { byField: joinedBy, mode: "outer" } },
        { id: "organize", options: { renameByName, excludeByName: hidden } },
      ],
    },
  ];
  return claimsOf(dashboardOf({ uid: "u", title: "t", panels }, "a test"), []).wrong;
}

test("columns have headings of their own, known or not", () => {
  expect(wrong({})).toEqual([]);
  expect(wrong({ headings: { "Value #A": "Free memory", instance: "Host" } })).toEqual([]);
});

test("a column has the heading of another one, or of the opposite", () => {
  expect(wrong({ headings: { "Value #A": "Disk left", "Value #B": "Memory left" } })).toEqual([
    ' / P, query A: has the heading "Disk left" (memory of a node, up to its limit)',
    ' / P, query B: has the heading "Memory left" (free disk of a node, down to its limit)',
  ]);
  expect(wrong({ headings: { "Value #A": "Memory used" } })).toEqual([
    ' / P, query A: has the heading "Memory used" (memory of a node, up to its limit)',
  ]);
});

test("two columns have one heading, and a label has that of another", () => {
  expect(wrong({ headings: { "Value #A": "Left", "Value #B": "left " } })).toEqual([
    ' / P: Value #A and Value #B have the heading "Left"',
  ]);
  expect(wrong({ headings: { instance: "Version" } })).toEqual([' / P: instance has the heading "Version"']);
});

test("lines can't be told apart, or are of something else", () => {
  expect(wrong({ hidden: { instance: true } })).toEqual([
    " / P, query A: its lines are told apart by instance, which is not shown (memory of a node, up to its limit)",
    " / P, query B: its lines are told apart by instance, which is not shown (free disk of a node, down to its limit)",
  ]);
  expect(wrong({ joinedBy: "broker" })).toEqual([
    " / P, query A: its lines are joined by broker (memory of a node, up to its limit)",
    " / P, query B: its lines are joined by broker (free disk of a node, down to its limit)",
  ]);
});
