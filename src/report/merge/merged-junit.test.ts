import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { conclude } from "../../plan/conclude.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "../../plan/testing.ts";
import { junitXml } from "../junit.ts";
import { mergedJunit } from "./merged-junit.ts";

const loss = plannedCriterion("loss");
const plan = planOf(plannedTask("block1/b", [loss]), plannedTask("block1/a", [loss]));

function junitOf(taskId: string, name: string): string {
  const tests = [testRecord(taskId, { name, recorded: [recording(loss, 3)] })];
  const run = { tests, taskErrors: new Map<string, string>() };
  return junitXml({ ...run, tasks: conclude(plan, run) });
}

const ODD = `<testsuite name="x"> & "</testsuite>"`;

test("suites of all shards are there as one run would have them", () => {
  const tests = ["block1/b", "block1/a"].map((id) =>
    testRecord(id, { name: ODD, recorded: [recording(loss, 3)] }),
  );
  const run = { tests, taskErrors: new Map<string, string>() };
  const whole = junitXml({ ...run, tasks: conclude(plan, run) });
  const parser = new XMLParser({ ignoreAttributes: false });

  const xml = mergedJunit([
    { folder: "1", junit: junitOf("block1/b", ODD) },
    { folder: "2", junit: junitOf("block1/a", ODD) },
  ]);

  expect(XMLValidator.validate(xml)).toBe(true);
  expect(parser.parse(xml)).toEqual(parser.parse(whole));
});

test("a shard that ran no test has no suite", () => {
  const none = junitXml({ tests: [], taskErrors: new Map(), tasks: [] });
  const xml = mergedJunit([{ folder: "1", junit: none }]);

  expect(XMLValidator.validate(xml)).toBe(true);
  expect(xml).not.toContain("<testsuite ");
});

test("a suite that is cut off is refused", () => {
  const junit = junitOf("block1/a", "a").slice(0, -40);

  expect(() => mergedJunit([{ folder: "shard-1", junit }])).toThrow(
    /shard-1\/junit\.xml: .*1 that begin, 0 that are whole/,
  );
});
