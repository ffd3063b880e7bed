import { expect, test } from "vitest";
import { criterionResult, taskResult } from "../plan/testing.ts";
import { attest, differencesFrom } from "./attestation.ts";
import { resultsWith } from "./testing.ts";

const RESULTS = resultsWith({
  hashes: { "docker-compose.yml": "d1", config: "c1", plan: "p1", specs: "s1" },
  images: [{ service: "redis", image: "redis:8", imageId: "sha256:abc" }],
  tasks: [
    taskResult("t", criterionResult("a"), criterionResult("b", { broker: "redis", status: "undetermined" })),
  ],
});
const TEXT = JSON.stringify(RESULTS);
const now = { resultsText: TEXT, hashes: RESULTS.hashes };

test("the statement names what was tested, with what, and how it came out", () => {
  const { subject, predicate } = attest(RESULTS, TEXT);

  expect(subject.map(({ name }) => name)).toEqual([
    "results.json",
    "docker-compose.yml",
    "config",
    "redis:8",
  ]);
  expect(predicate).toMatchObject({
    result: "WARNED",
    configuration: [{ name: "plan" }, { name: "specs" }],
    passedTests: ["t/a"],
    warnedTests: ["t/b@redis"],
    failedTests: [],
  });
});

test("an untouched tree and its results match", () => {
  expect(differencesFrom(JSON.stringify(attest(RESULTS, TEXT)), now)).toEqual([]);
});

test.for([
  ["results.json", { ...now, resultsText: TEXT.replace("undetermined", "met") }],
  ["config", { ...now, hashes: { ...RESULTS.hashes, config: "c2" } }],
  ["specs", { ...now, hashes: { ...RESULTS.hashes, specs: "s2" } }],
] as const)("%s that was changed since is named", ([name, changed]) => {
  expect(differencesFrom(JSON.stringify(attest(RESULTS, TEXT)), changed)).toEqual([
    `${name} has changed since`,
  ]);
});

test("a file that is no such statement is no match", () => {
  expect(differencesFrom("{}", now)).toEqual(["attestation.json is no statement of a test result"]);
});
