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
  results: RESULTS,
  expected: ["results.json", "completion.pl.html"],
  hashes: RESULTS.hashes,
  imageId: (name) => ({ "redis:8": "abc", "prom:3": "def" })[name],
};
const STATEMENT = JSON.stringify(attest(RESULTS, GROUNDS));

function since(changed: Partial<Now>): string[] {
  return differencesFrom(STATEMENT, { ...now, ...changed });
}

/** A statement in which a text is another one. */
function edited(from: string, to: string): string {
  expect(STATEMENT).toContain(from);
  return STATEMENT.replace(from, to);
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
    "config (all files)",
    "plan (all files)",
    "specs (all files)",
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
      expect.stringContaining("NODE_OPTIONS"),
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
  const statement = JSON.stringify(attest(results, GROUNDS));
  const told = (plan: Record<string, string>) =>
    differencesFrom(statement, { ...now, results, hashes: { ...RESULTS.hashes, ...plan } });

  expect(told({ "/srv/plans/plan.yaml": "o1" })).toEqual([]);
  expect(told({ "/srv/plans/plan.yaml": "o2" })).toEqual(["/srv/plans/plan.yaml has changed since"]);
  expect(told({})).toEqual(["/srv/plans/plan.yaml is not there any more"]);
});

test("a file that Git is told to ignore is seen by the folder that it lies in, one that has a name by its name", () => {
  const hashes = { ...RESULTS.hashes, config: "c2" };
  const tree = { ...GROUNDS.tree, "config/redis/redis.conf": "c2" };

  expect(since({ hashes })).toEqual([
    "config (all files) has changed since, by a file that Git is told to ignore",
  ]);
  expect(since({ hashes, tree })).toEqual(["config/redis/redis.conf has changed since"]);
});

test.for([
  ['"result":"WARNED"', '"result":"PASSED"', ["attestation.json says PASSED, and results.json WARNED"]],
  [
    '"passedTests":["t/a"],"warnedTests":["t/b@redis"]',
    '"passedTests":["t/a","t/b@redis"],"warnedTests":[]',
    [
      "attestation.json has other passedTests than results.json: t/b@redis",
      "attestation.json has other warnedTests than results.json: t/b@redis",
    ],
  ],
  [
    '"failedTests":[]',
    '"failedTests":["t/a"]',
    ["attestation.json has other failedTests than results.json: t/a"],
  ],
  [
    '"passedTests":["t/a"]',
    '"passedTests":["t/a","t/a"]',
    ["attestation.json has other passedTests than results.json: one is there twice"],
  ],
  [
    '{"name":"reports/completion.pl.html","digest":{"sha256":"h1"}},',
    "",
    ["attestation.json does not name reports/completion.pl.html"],
  ],
  [
    '{"name":"redis:8","digest":{"sha256":"abc"},"mediaType":"application/vnd.oci.image.config.v1+json"},',
    "",
    ["attestation.json does not name the image redis:8, which ran"],
  ],
  ['{"name":"config (all files)","digest":{"sha256":"c1"}},', "", ["config (all files) is new"]],
] as const)("a statement with %s made %s contradicts its results", ([from, to, told]) => {
  expect(differencesFrom(edited(from, to), now)).toEqual(told);
});

test("an image of the statement is compared with the results where this host has it not", () => {
  const statement = edited('"sha256":"abc"', '"sha256":"fff"');

  expect(differencesFrom(statement, { ...now, imageId: () => undefined })).toEqual([
    "attestation.json has another image redis:8 than results.json",
  ]);
});

test("a report that the results ask for and that neither folder nor statement has is named", () => {
  expect(since({ expected: [...now.expected, "junit.xml"] })).toEqual([
    "attestation.json does not name reports/junit.xml",
  ]);
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

test("of several machines an image may have run with several ids: each is named, and this host may have any", () => {
  const images = ["sha256:abc", "sha256:fed"].map((imageId) => ({
    ...{ service: "redis", image: "redis:8", imageId },
  }));
  const results = resultsWith({ ...RESULTS, images });
  const text = JSON.stringify(attest(results, GROUNDS));
  const with8 = (id: string) =>
    differencesFrom(text, { ...now, results, imageId: (name) => (name === "redis:8" ? id : undefined) });

  expect(subjectsOf(text).images).toEqual(["redis:8", "redis:8", "prom:3"]);
  expect([...with8("abc"), ...with8("fed")]).toEqual([]);
  expect(with8("other")).toEqual(["the image redis:8 is another one now"]);
});
