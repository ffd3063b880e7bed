import { expect, test } from "vitest";
import { faultFigures } from "./fault-figures.ts";
import { FAULT_IDS } from "./fault-list.ts";
import { planOf } from "./faults.ts";
import { cellOf } from "./testing.ts";

test("every fault is a cell of the matrix", () => {
  expect(FAULT_IDS.map((id) => planOf(id).topology)).toEqual(["ha", "ha", "one node"]);
});

test("a fault that was made once has a recovery without an interval, and counts of frames", () => {
  expect(faultFigures([cellOf()])).toEqual({
    status: "kept",
    recovery: { estimate: { value: 2.5, confidencePercent: 99, samples: 1 } },
    lost: { value: 0 },
    duplicated: { value: 2 },
  });
});

test("what was seen lost stays lost, and the worst verdict counts", () => {
  const { status, lost } = faultFigures([cellOf(), cellOf({ status: "broken", lost: 3 })]);

  expect([status, lost]).toEqual(["broken", { value: 3 }]);
});

test("what could not be judged is undetermined with its reason", () => {
  const open = cellOf({ status: "undetermined" });

  expect(faultFigures([open])).toEqual({
    status: "undetermined",
    recovery: { undetermined: "it was undetermined" },
    lost: { undetermined: "it was undetermined" },
    duplicated: { undetermined: "it was undetermined" },
  });
  expect(faultFigures([cellOf(), open]).lost).toHaveProperty("undetermined");
});

test("a broker that confirms nothing afterwards has no recovery time", () => {
  const { recovery } = faultFigures([cellOf({ recoverySeconds: Number.POSITIVE_INFINITY })]);

  expect(recovery).toEqual({ instead: "no frame was confirmed afterwards" });
});
