import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { SPECS } from "../../plan/specs.ts";
import { unaskedFor } from "./unasked-for.ts";

const of = (spec: string) => unaskedFor({ file: { filepath: join(SPECS, spec) } } as never);

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
