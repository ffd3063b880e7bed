import fc from "fast-check";
import { expect, test } from "vitest";
import { criterionResult, taskResult } from "../plan/testing.ts";
import { attest, differencesFrom, type Now, subjectsOf } from "./attestation.ts";
import { resultsWith } from "./testing.ts";

const RESULTS = resultsWith({
  hashes: { "docker-compose.yml": "d1", config: "c1", plan: "p1", specs: "s1" },
  images: [{ service: "redis", image: "redis:8", imageId: "sha256:abc" }],
  tasks: [
    taskResult("t", criterionResult("a"), criterionResult("b", { broker: "redis", status: "undetermined" })),
  ],
});
const GROUNDS = {
  reports: { "results.json": "r1", "completion.pl.html": "h1", "evidence/block3/load/timeline.jsonl": "e1" },
  tree: {
    "config/redis/redis.conf": "c1",
    "dashboards/message-broker.json": "m1",
    "docker-compose.yml": "d1",
    "fixtures/test.ts": "f1",
    "plan/waivers.yaml": "w1",
    "scripts/load_test_broker.py": "l1",
    "src/judges/delivery.ts": "j1",
  },
  settings: "v1",
  images: { "redis:8": "sha256:abc", "prom:3": "sha256:def" },
};
const now: Now = {
  ...GROUNDS,
  imageId: (name) => ({ "redis:8": "abc", "prom:3": "def" })[name],
  outside: () => undefined,
};

function since(changed: Partial<Now>, results = RESULTS): string[] {
  return differencesFrom(JSON.stringify(attest(results, GROUNDS)), { ...now, ...changed });
}

test("the statement names what was tested, with what, how it came out, and what it leaves out", () => {
  const { subject, predicate } = attest(RESULTS, GROUNDS);

  expect(subject.map(({ name }) => name)).toEqual([
    "reports/results.json",
    "reports/completion.pl.html",
    "reports/evidence/block3/load/timeline.jsonl",
    "config/redis/redis.conf",
    "docker-compose.yml",
    "redis:8",
    "prom:3",
  ]);
  expect(predicate.configuration.map(({ name }) => name)).toEqual([
    "dashboards/message-broker.json",
    "fixtures/test.ts",
    "plan/waivers.yaml",
    "scripts/load_test_broker.py",
    "src/judges/delivery.ts",
    ".env (names and images)",
  ]);
  expect(predicate).toMatchObject({
    result: "WARNED",
    passedTests: ["t/a"],
    warnedTests: ["t/b@redis"],
    failedTests: [],
    notCovered: [
      expect.stringContaining(".env"),
      expect.stringContaining("node_modules"),
      expect.stringContaining("programs"),
    ],
  });
});

test("of a deployed stack this tree is not what was tested, but what it was tested with", () => {
  const results = { ...RESULTS, target: { kind: "stack", allowsFaults: false } } as const;
  const { subject, predicate } = attest(results, GROUNDS);

  expect(subject.map(({ name }) => name)).not.toContain("docker-compose.yml");
  expect(predicate.configuration.map(({ name }) => name)).toContain("docker-compose.yml");
});

test("an untouched tree and its reports match", () => {
  expect(since({})).toEqual([]);
});

test("whichever file is edited, removed or added, it is named, and no other", () => {
  const all = fc.constantFrom(
    ...Object.keys(GROUNDS.reports).map((name) => ["reports", name] as const),
    ...Object.keys(GROUNDS.tree).map((name) => ["tree", name] as const),
  );
  fc.assert(
    fc.property(all, ([part, file]) => {
      const files: Readonly<Record<string, string>> = GROUNDS[part];
      const name = part === "reports" ? `reports/${file}` : file;
      const { [file]: _gone, ...rest } = files;

      expect(since({ [part]: { ...files, [file]: "edited" } })).toEqual([`${name} has changed since`]);
      expect(since({ [part]: rest })).toEqual([`${name} is not there any more`]);
      expect(since({ [part]: { ...files, [`${file}.new`]: "x" } })).toEqual([`${name}.new is new`]);
    }),
  );
});

test("other settings and another image are named; an image that is not here is passed over", () => {
  expect(since({ settings: "v2" })).toEqual([".env has other variables or images than in the run"]);
  expect(since({ imageId: () => "def" })).toEqual(["the image redis:8 is another one now"]);
  expect(since({ imageId: () => "abc" })).toEqual(["the image prom:3 is another one now"]);
  expect(since({ imageId: () => undefined })).toEqual([]);
  expect(subjectsOf(JSON.stringify(attest(RESULTS, GROUNDS)))).toEqual({
    images: ["redis:8", "prom:3"],
    reports: Object.keys(GROUNDS.reports),
  });
});

test("a plan outside the tree is covered as well", () => {
  const results = { ...RESULTS, hashes: { ...RESULTS.hashes, "/srv/plans/plan.yaml": "o1" } };

  expect(since({ outside: () => "o1" }, results)).toEqual([]);
  expect(since({ outside: () => "o2" }, results)).toEqual(["/srv/plans/plan.yaml has changed since"]);
  expect(since({}, results)).toEqual(["/srv/plans/plan.yaml is not there any more"]);
});

test("a file that is no such statement, or one that covered less, is no match", () => {
  const { predicate, ...statement } = attest(RESULTS, GROUNDS);
  const { notCovered: _none, ...earlier } = predicate;
  const told = [
    "attestation.json is no statement of a test result, or one of an earlier version: sign off again",
  ];

  expect(differencesFrom("{}", now)).toEqual(told);
  expect(differencesFrom(JSON.stringify({ ...statement, predicate: earlier }), now)).toEqual(told);
});
