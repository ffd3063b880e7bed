import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { plannedCriterion, plannedTask, writtenPlanOf } from "./testing.ts";
import { loadWaivers, waiverOf } from "./waivers.ts";

const rate = plannedCriterion("rate");
const plan = writtenPlanOf(plannedTask("block1/speed", [plannedCriterion("success"), rate]), {
  ...plannedTask("block3/load", [rate]),
  broker: "each",
});

const VALID = `# who decided what
waivers:
  - criterion: block1/speed/rate
    approver: A. Lead
    reason: slow test host
    expires: 2027-01-31
  - criterion: block3/load/rate
    broker: redis
    approver: A. Lead
    reason: slow test host
    expires: 2027-02-28
`;

function load(yaml: string, today = "2027-01-15") {
  const folder = scratchFolder("waivers-");
  const path = join(folder, "waivers.yaml");
  writeFileSync(path, yaml);
  return loadWaivers(plan, { path, today });
}

test("waivers in force are read as they are written", () => {
  const common = { approver: "A. Lead", reason: "slow test host" };

  expect(load(VALID)).toEqual([
    { ...common, criterion: "block1/speed/rate", expires: "2027-01-31" },
    { ...common, criterion: "block3/load/rate", broker: "redis", expires: "2027-02-28" },
  ]);
});

test("without a file nothing is waived", () => {
  expect(loadWaivers(plan, { path: join(import.meta.dirname, "no-such-file.yaml") })).toEqual([]);
});

test("a waiver holds on its last day and has expired on the day after, with its line", () => {
  expect(load(VALID, "2027-01-31")).toHaveLength(2);
  expect(() => load(VALID, "2027-02-01")).toThrow("saw line 3: block1/speed/rate: expired on 2027-01-31\n");
});

test("today is the day of the clock unless another is given", () => {
  const folder = scratchFolder("waivers-");
  const path = join(folder, "waivers.yaml");
  writeFileSync(path, VALID.replace("2027-01-31", "2001-01-31").replace("2027-02-28", "9999-02-28"));

  expect(() => loadWaivers(plan, { path })).toThrow("saw line 3: block1/speed/rate: expired on 2001-01-31\n");
});

test.each([
  {
    mistake: "a missing approver",
    from: "    approver: A. Lead\n",
    to: "",
    error: /line 3: waivers\.0\.approver: /,
  },
  {
    mistake: "an empty approver",
    from: "approver: A. Lead",
    to: 'approver: ""',
    error: /line 4: waivers\.0\.approver: a waiver names who approved it/,
  },
  {
    mistake: "an empty reason",
    from: "reason: slow test host",
    to: 'reason: ""',
    error: /line 5: waivers\.0\.reason: a waiver gives its reason/,
  },
  {
    mistake: "a last day that is no date",
    from: "2027-02-28",
    to: "2027-02-30",
    error: /line 11: waivers\.1\.expires: write the last day as YYYY-MM-DD/,
  },
  {
    mistake: "an unknown key",
    from: "    broker: redis\n",
    to: "    broker: redis\n    forever: true\n",
    error: /line 7: waivers\.1: .*"forever"/,
  },
  {
    mistake: "a list that is not called waivers",
    from: "waivers:",
    to: "exceptions:",
    error: /line 1: top level: .*"exceptions"/,
  },
  {
    mistake: "an unknown criterion",
    from: "block1/speed/rate",
    to: "block1/speed/latency",
    error: /line 3: block1\/speed\/latency: the plan knows no such criterion/,
  },
  {
    mistake: "a task in the place of a criterion",
    from: "block1/speed/rate",
    to: "block1/speed",
    error: /line 3: block1\/speed: the plan knows no such criterion/,
  },
  {
    mistake: "a broker that the criterion is not measured for",
    from: "block3/load/rate",
    to: "block1/speed/success",
    error: /line 7: block1\/speed\/success: the plan does not measure it for redis/,
  },
])("$mistake is an error with its line", ({ from, to, error }) => {
  expect(() => load(VALID.replace(from, to))).toThrow(error);
});

test("all waivers that are not in force are listed together", () => {
  const unknown = VALID.replace("block1/speed/rate", "block1/speed/latency");

  expect(() => load(unknown, "2028-01-01")).toThrow(/line 3: .*no such criterion\n\s+line 7: .*expired/);
});

test("a waiver covers the criterion that it names, and with a broker that broker alone", () => {
  const [ofAll, ofRedis] = load(VALID);
  const both = [ofAll, ofRedis].filter((each) => each !== undefined);

  expect(waiverOf(both, "block1/speed", { id: "rate" })).toBe(ofAll);
  expect(waiverOf(both, "block1/speed", { id: "rate", broker: "redis" })).toBe(ofAll);
  expect(waiverOf(both, "block3/load", { id: "rate", broker: "redis" })).toBe(ofRedis);
  expect(waiverOf(both, "block3/load", { id: "rate", broker: "rabbitmq" })).toBeUndefined();
  expect(waiverOf(both, "block3/load", { id: "speed" })).toBeUndefined();
  expect(waiverOf([], "block1/speed", { id: "rate" })).toBeUndefined();
});

test.each([
  "block1/speed/",
  "block1/speed/*",
  "block1/speed/rat",
  "speed/rate",
  "rate",
  "block1",
  "*",
  "block3/load/rate@redis",
])(
  "a waiver of %j, which is wider than one criterion or less than its whole key, is refused",
  (criterion) => {
    expect(() => load(VALID.replace("block1/speed/rate", `"${criterion}"`))).toThrow(
      /line 3: .*the plan knows no such criterion/,
    );
  },
);

test("a waiver names each thing once: a list of criteria or of brokers is refused", () => {
  expect(() => load(VALID.replace("block1/speed/rate", "[block1/speed/rate, block1/speed/success]"))).toThrow(
    /line 3: waivers\.0\.criterion/,
  );
  expect(() => load(VALID.replace("broker: redis", "broker: [redis, rabbitmq]"))).toThrow(
    /waivers\.1\.broker/,
  );
});

test("an approver or a reason of blanks is none", () => {
  expect(() => load(VALID.replace("approver: A. Lead", 'approver: "  "'))).toThrow(
    /line 4: waivers\.0\.approver: a waiver names who approved it/,
  );
  expect(() => load(VALID.replace("reason: slow test host", 'reason: "  "'))).toThrow(
    /line 5: waivers\.0\.reason: a waiver gives its reason/,
  );
});

test("a waiver covers no other criterion of its task, and no task of a longer name", () => {
  const [ofRate] = load(VALID);
  const waivers = ofRate ? [ofRate] : [];

  expect(waiverOf(waivers, "block1/speed", { id: "success" })).toBeUndefined();
  expect(waiverOf(waivers, "block1/speed", { id: "rate-at-night" })).toBeUndefined();
  expect(waiverOf(waivers, "block1/speed/rate", { id: "rate" })).toBeUndefined();
});
