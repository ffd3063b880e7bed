import { defineConfig } from "vitest/config";

/** The unit tests that prove judges and plan, for mutants of these: no reporter, no containers. */
export default defineConfig({
  test: { include: ["src/{judges,plan}/**/*.test.ts", "src/watchers/rules.plan.test.ts"] },
});
