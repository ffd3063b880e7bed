import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { SPECS } from "../../plan/specs.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { proves } from "./claims.ts";
import { unaskedFor } from "./unasked-for.ts";

const OTHER_PLAN = join(ROOT, "fixtures/plans/one-broker/plan.yaml");
const of = (spec: string, ...claims: string[]) =>
  unaskedFor({ file: { filepath: join(SPECS, spec) }, ...proves(...claims) } as never);

test("every spec of a task of the plan is asked for", () => {
  expect(of("block2/policies.spec.ts")).toBeUndefined();
});

test("one about a broker that is out of scope is not, and the reason names the scope", () => {
  vi.stubEnv("SIGNOFF_BROKERS", "redis");

  expect(of("block1/persistence.spec.ts")).toBeUndefined();
  expect(of("block2/policies.spec.ts")).toEqual({
    kind: "selection",
    text: "plan/plan.yaml does not ask for block2/policies with redis in scope",
  });
});

test("a test is not made of which another plan asks for no criterion, and is for one of several", () => {
  vi.stubEnv("SIGNOFF_PLAN", OTHER_PLAN);

  expect(of("block3/load.spec.ts", "interruption")).toEqual({
    kind: "selection",
    text: "fixtures/plans/one-broker/plan.yaml does not ask for interruption of block3/load",
  });
  expect(of("overall/performance.spec.ts", "frame-size", "frames-intact")).toBeUndefined();
});

test("a criterion that no plan knows is no reason: the report names it", () => {
  vi.stubEnv("SIGNOFF_PLAN", OTHER_PLAN);

  expect(of("block3/load.spec.ts", "interuption")).toBeUndefined();
});
