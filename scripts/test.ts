import { execa } from "execa";
import { Canary } from "../src/canary/canary.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { mustTakeFiles } from "../src/kernel/writable.ts";
import { checkPlan } from "../src/plan/check.ts";
import { SPEC_PROJECTS } from "../src/plan/lanes.ts";
import { CompletionReporter } from "../src/report/reporter.ts";
import { REPORTS } from "../src/report/results/run-folder.ts";
import { setUpForTests } from "../src/setup/set-up.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";
import { type Counts, countsOf, undecidedOf } from "./test-counts.ts";

const CHECKS = [
  { name: "Format, lint and import direction", command: ["biome", "ci", "--error-on-warnings", "."] },
  { name: "Types", command: ["tsc"] },
  { name: "Dead code", command: ["knip"] },
];

const CANARY = "A foreign project beside the tests is bit for bit the same";

const program = commandWith("npm test", ["npm test", "SIGNOFF_NO_INSTALL=1 npm test"]).description(
  "Sets this host up and runs everything that proves this repository: checks, unit tests, all specs, and sabotages of them.",
);

await runCommand(program, async () => {
  checkPlan();
  mustTakeFiles(REPORTS);
  await setUpForTests();
  const checks = await runChecks();
  const reporter = new CompletionReporter();
  process.env.SIGNOFF_SABOTAGE = "fast";
  let tests = { passed: 0, failed: 0, skipped: 0 };
  let undecided: string[] = [];
  const canary = await besideCanary(async () => {
    const modules = await runVitest({ projects: ["unit", ...SPEC_PROJECTS, "sabotage"], reporter });
    tests = countsOf(modules);
    undecided = undecidedOf(modules);
  });
  const reported = reporter.results ? 0 : 1;
  const passed = checks.passed + canary.passed + tests.passed;
  const failed = checks.failed + canary.failed + tests.failed + reported;
  for (const each of undecided) console.log(`- skipped, as the host left it open: ${each}`);
  console.log(`\n${passed} passed, ${failed} failed, ${canary.skipped + tests.skipped} skipped`);
  if (failed === 0) return EXIT.good;
  if (!reporter.results) return EXIT.couldNot;
  return checks.failed + canary.failed > 0 ? EXIT.against : reporter.exitCode;
});

/** Runs the tests while a foreign project stands beside them, and counts whether it was left alone. */
async function besideCanary(run: () => Promise<void>): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const obstacle = await Canary.obstacle();
  if (obstacle) {
    await run();
    console.log(`- ${CANARY}: skipped, ${obstacle}`);
    return { ...counts, skipped: 1 };
  }
  await using canary = await Canary.start();
  await run();
  const touched = await canary.touched();
  console.log([`${touched.length === 0 ? "✔" : "✖"} ${CANARY}`, ...touched].join("\n  "));
  return touched.length === 0 ? { ...counts, passed: 1 } : { ...counts, failed: 1 };
}

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
