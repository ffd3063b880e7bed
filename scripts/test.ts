import { Command } from "commander";
import { execa } from "execa";
import type { TestModule } from "vitest/node";
import { checkPlan } from "../src/plan/check.ts";
import { CompletionReporter } from "../src/report/reporter.ts";
import { setUp } from "../src/setup/set-up.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";

const CHECKS = [
  { name: "Format, lint and import direction", command: ["biome", "ci", "--error-on-warnings", "."] },
  { name: "Types", command: ["tsc"] },
  { name: "Dead code", command: ["knip"] },
];

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const program = new Command("npm test")
  .description(
    "Sets this host up and runs everything that proves this repository: checks, unit tests, all specs.",
  )
  .addHelpText("after", "\nExamples:\n  npm test\n  SIGNOFF_NO_INSTALL=1 npm test");

await runCommand(program, async () => {
  checkPlan();
  await setUp();
  const checks = await runChecks();
  const reporter = new CompletionReporter();
  const tests = countsOf(await runVitest({ projects: ["unit", "specs"], reporter }));
  const reported = reporter.results ? 0 : 1;
  const passed = checks.passed + tests.passed;
  const failed = checks.failed + tests.failed + reported;
  console.log(`\n${passed} passed, ${failed} failed, ${tests.skipped} skipped`);
  return failed === 0 ? 0 : 1;
});

async function runChecks(): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, command } of CHECKS) {
    const [file = "", ...args] = command;
    const started = performance.now();
    const { failed } = await execa(file, args, { preferLocal: true, reject: false, stdio: "inherit" });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${failed ? "✖" : "✔"} ${name} [${seconds} s]`);
    counts[failed ? "failed" : "passed"] += 1;
  }
  return counts;
}

/** A file that did not load counts as one failure, since its tests cannot be counted. */
function countsOf(modules: readonly TestModule[]): Counts {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const broken = modules.filter((module) => module.errors().length > 0).length;
  const count = (state: string) => states.filter((each) => each === state).length;
  return {
    passed: count("passed"),
    failed: count("failed") + broken,
    skipped: count("skipped") + count("pending"),
  };
}
