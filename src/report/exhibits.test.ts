import { expect, test } from "vitest";
import type { Exhibit } from "../plan/record.ts";
import { criterionResult, taskResult } from "../plan/testing.ts";
import { exhibitSections } from "./exhibits.ts";

const of = (...exhibits: Exhibit[]) =>
  exhibitSections(taskResult("block3/alerts", criterionResult("alerts-fire", { exhibits })));

test("a table has its title, its columns and a line for each row, none of it read as markup", () => {
  const [section] = of({
    kind: "table",
    title: "Alerts seen live",
    columns: ["alert", "fired after s"],
    rows: [
      ["RedisDown", 2.5],
      ["a|b", "never"],
    ],
  });

  expect(section).toBe(
    [
      "**Alerts seen live** `block3/alerts`",
      "",
      "| alert | fired after s |",
      "|---|---|",
      "| RedisDown | 2.5 |",
      "| a\\|b | never |",
    ].join("\n"),
  );
});

test("a chart is a picture with its title as text", () => {
  expect(
    of({ kind: "chart", title: "Throughput", file: "evidence/block3/dashboard/throughput.svg" }),
  ).toEqual(["**Throughput** `block3/alerts`\n\n![Throughput](evidence/block3/dashboard/throughput.svg)"]);
});

test("a task without exhibits has no sections", () => {
  expect(of()).toEqual([]);
});
