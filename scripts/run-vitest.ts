import type { TestModule } from "vitest/node";
import { startVitest } from "vitest/node";
import type { CompletionReporter } from "../src/report/reporter.ts";

/** Runs projects of vitest.config.ts in this process, so that one signal ends all of it. Returns what ran. */
export async function runVitest(options: {
  projects: string[];
  reporter: CompletionReporter;
}): Promise<TestModule[]> {
  const { projects, reporter } = options;
  const vitest = await startVitest("test", [], {
    project: projects,
    run: true,
    reporters: ["default", reporter],
  });
  const modules = vitest.state.getTestModules();
  await vitest.close();
  return modules;
}
