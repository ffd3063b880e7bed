import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { calmLimits } from "./calm-limits.ts";

test("the shipped plan says when a host is calm: others have a tenth of the processors at most", () => {
  expect(calmLimits()).toEqual({
    processorShare: 0.1,
    memoryShare: 0.01,
    writtenBytes: 2 ** 20,
    controlMs: 5,
    controlFsyncMs: 5,
    stackProcessorShare: 0.5,
    stackWrittenBytes: 64 * 2 ** 20,
  });
});

test("another plan that says nothing of them has the limits of the shipped one", () => {
  const shipped = calmLimits();
  const plan = join(scratchFolder("calm-plan-"), "plan.yaml");
  const title = "{ en: T }";
  writeFileSync(
    plan,
    `title: ${title}
brokers: [redis]
blocks:
  - id: b
    title: ${title}
    tasks:
      - id: b/t
        title: ${title}
        criteria: [{ id: c, title: ${title}, expected: { is: 0 }, remedy: r }]
`,
  );
  vi.stubEnv("SIGNOFF_PLAN", plan);

  expect(calmLimits()).toEqual(shipped);
});
