import { expect, test } from "vitest";
import type { Explained } from "./expectation.ts";
import { pageOf } from "./page.ts";
import { describeRow, type Row } from "./row.ts";

const kind = { id: "rootless", title: "A rootless engine", tasks: ["block0", "block1"], undetermined: [] };
const results = { verdict: "incomplete" as const, images: [], tasks: [] };
const asExpected: Row = { kind, results, leftOut: ["grafana"], seconds: 90, deviations: [] };

test("a row says the verdict, and what can't be determined there and why", () => {
  const explained: Explained = {
    criterion: "block0/resources/disk-free",
    obstacle: "host",
    why: "the disk is not seen",
  };
  const page = pageOf([{ ...asExpected, kind: { ...kind, undetermined: [explained] } }], {
    machine: "Debian 12",
  });

  expect(page).toContain(
    "| `rootless`: A rootless engine | incomplete, as expected | block0, block1 | `block0/resources/disk-free`: the disk is not seen | 1.5 |",
  );
  expect(page).toContain("Last run on Debian 12; 1.5 min in all.");
  expect(page).toContain("because this machine has no image of it: grafana.");
});

test("a kind that can't be made says why, and is no deviation", () => {
  const row: Row = { kind, seconds: 1, notMade: "no user | namespaces", deviations: [] };

  expect(describeRow(row)).toBe("not made: no user | namespaces");
  expect(pageOf([row], { machine: "x" })).toContain(
    "| not made: no user \\| namespaces | block0, block1 |  | 0.0 |",
  );
});

test("a kind that is otherwise than expected says in what, on one line", () => {
  const row: Row = {
    ...asExpected,
    deviations: ["exit code 1, expected 2", "ports-free is not-met:\n  port 6379"],
  };

  expect(pageOf([row], { machine: "x" })).toContain(
    "NOT as expected: exit code 1, expected 2; ports-free is not-met: port 6379 |",
  );
});
