import type { TestModule } from "vitest/node";
import { startVitest } from "vitest/node";
import { CleaningReporter } from "../src/report/cleaning-reporter.ts";
import { ProgressReporter } from "../src/report/progress-reporter.ts";
import type { CompletionReporter } from "../src/report/reporter.ts";

/** Runs projects of vitest.config.ts in this process, so that one signal ends all of it. Returns what ran. */
export async function runVitest(options: {
  projects: readonly string[];
  reporter: CompletionReporter;
  /** Files whose path holds one of these; all without it. */
  files?: readonly string[];
}): Promise<TestModule[]> {
  const { projects, reporter, files = [] } = options;
  const vitest = await startVitest("test", [...files], {
    project: [...projects],
    run: true,
    reporters: [new CleaningReporter(), "default", new ProgressReporter(), reporter],
  });
  const modules = vitest.state.getTestModules();
  await vitest.close();
  return modules;
}
