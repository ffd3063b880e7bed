import { join } from "node:path";
import { Option } from "commander";
import { callerPath } from "../src/kernel/caller-path.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { currentTarget } from "../src/kernel/run-target.ts";
import { mustTakeFiles } from "../src/kernel/writable.ts";
import { checkPlan } from "../src/plan/check.ts";
import { dealt } from "../src/plan/deal.ts";
import { loadDurations } from "../src/plan/durations.ts";
import { SPEC_PROJECTS } from "../src/plan/lanes.ts";
import { loadPlan } from "../src/plan/plan-file.ts";
import { currentProfile, PROFILES } from "../src/plan/profile.ts";
import type { Task } from "../src/plan/schema.ts";
import { specsOf, tasksOfRun } from "../src/plan/selected-specs.ts";
import { type Shard, shardNamed, tasksOf } from "../src/plan/shard.ts";
import { exitCodeOfVerdict } from "../src/report/exit-code.ts";
import { openPage } from "../src/report/html/open-page.ts";
import { CompletionReporter } from "../src/report/reporter.ts";
import { REPORTS } from "../src/report/results/run-folder.ts";
import { setUp } from "../src/setup/set-up.ts";
import { mustBeKnown } from "../src/suite/record/known-brokers.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";

interface Options {
  plan?: string;
  brokers?: string;
  profile: string;
  target?: string;
  allowFaults?: true;
  shard?: string;
  durations?: string;
  open?: true;
}

const program = commandWith("npm run signoff --", [
  "npm run signoff",
  "npm run signoff -- --profile full --open",
  "npm run signoff -- block0 block1 overall/security",
])
  .description(
    "Sets this host up, runs every spec on real containers and writes the completion report to reports/.",
  )
  .argument("[task...]", "only these tasks or blocks of the plan; the others read 'not run'")
  .addOption(
    new Option(
      "--profile <name>",
      "how long the measurements take: hosts only loses one of several hosts, for each broker; only the full one can be accepted",
    )
      .choices(PROFILES)
      .default("quick"),
  )
  .option(
    "--brokers <ids>",
    "the brokers in scope instead of the plan's, with commas between; what is about others is left out",
  )
  .option("--plan <file>", "another plan than plan/plan.yaml; waivers.yaml beside it holds")
  .option(
    "--target <where>",
    "a stack that is deployed: 'stack' (what docker compose has of this folder), or a file of addresses; without it, one of the run's own",
  )
  .option(
    "--allow-faults",
    "with --target: also the tests that disturb the stack: they kill it, and lower its limits for a time",
  )
  .option(
    "--shard <number/of>",
    "only this share of the tasks, as 1/4: the others are for other machines; npm run report -- --merge makes one report of all",
  )
  .option(
    "--durations <file>",
    "with --shard: how long specs take, which is what tasks are dealt by; the same file for every shard (default: plan/durations.yaml)",
  )
  .option("--open", "show the report in a browser when the run has ended")
  .addHelpText(
    "after",
    `
Exit codes:
  0 accepted, 1 rejected, 2 incomplete, 3 could not start

With --shard every machine deals the tasks by itself, and comes to the same division: by the figures of plan/durations.yaml, never
by what it has run before. A shard by itself is incomplete. Its report says which shard it is.

With --target nothing is started, changed or removed: what is measured is what runs. Load goes into a stream and a
queue of the run's own, which it removes again; what cannot be measured there is undetermined, with the reason.

A file of addresses, whose \${NAME}s come from the environment:
  redis: { url: "redis://10.0.0.5:6379", password: "\${STAGING_REDIS_PASSWORD}" }
  redis-exporter: { url: "http://10.0.0.5:9121" }
  rabbitmq:
    url: amqp://10.0.0.6:5672
    management: http://10.0.0.6:15672
    metrics: http://10.0.0.6:15692
    user: signoff
    password: "\${STAGING_RABBITMQ_PASSWORD}"

redis://host:port/1 is database 1, amqp://host:port/video the virtual host video, http://host:port/rabbit a prefix before
the paths of the API. redis takes a user beside the password, too.

Over TLS they are rediss://, amqps:// and https://; an authority that Node does not know goes into NODE_EXTRA_CA_CERTS.

Environment:
  SIGNOFF_NO_INSTALL=1       never install packages of the operating system; say what is missing and exit 3
  SIGNOFF_DRILLS=NAME,NAME   of the alert drills only those that raise these alerts; the drills' criteria are undetermined then

More examples:
  npm run signoff -- --brokers redis
  npm run signoff -- --profile hosts
  npm run signoff -- --profile full --shard 1/4
  npm run signoff -- --target stack
  npm run signoff -- --target stack --allow-faults --profile full
  npm run signoff -- --target staging.yaml`,
  );

await runCommand(program, async () => {
  const { profile, plan, brokers, target, allowFaults, shard, durations, open } = program.opts<Options>();
  if (allowFaults && !target)
    program.error("--allow-faults goes with --target: a stack of the run's own is always disturbed");
  if (durations && !shard) program.error("--durations goes with --shard: nothing else is dealt by it");
  process.env.SIGNOFF_PROFILE = profile;
  if (plan) process.env.SIGNOFF_PLAN = callerPath(plan);
  if (brokers) process.env.SIGNOFF_BROKERS = brokers;
  if (target) process.env.SIGNOFF_TARGET = target === "stack" ? target : callerPath(target);
  if (allowFaults) process.env.SIGNOFF_ALLOW_FAULTS = "1";
  checkPlan();
  mustBeKnown();
  mustTakeFiles(REPORTS);
  const selected = tasksOfRun(loadPlan(), program.args, currentProfile());
  const dealing = shard ? dealtTo(shard, selected, durations) : undefined;
  if (currentTarget().kind !== "addresses") await setUp({ hasLab: profile !== "quick" });
  const reporter = new CompletionReporter({ shard: dealing?.shard });
  const files = specsOf(dealing?.tasks ?? selected);
  await runVitest({ projects: SPEC_PROJECTS, reporter, files });
  const said = open && reporter.results ? await openPage(join(REPORTS, "completion.html")) : undefined;
  if (said) console.log(said);
  if (!reporter.results || reporter.problems.length > 0) return EXIT.couldNot;
  return exitCodeOfVerdict(reporter.results.verdict);
});

function dealtTo(
  name: string,
  tasks: readonly Task[],
  file: string | undefined,
): { shard: Shard; tasks: Task[] } {
  const { shard, seconds } = dealt(tasks, {
    shard: shardNamed(name),
    profile: currentProfile(),
    durations: loadDurations(file && callerPath(file)),
  });
  const own = tasksOf(shard);
  console.log(
    `Shard ${shard.number} of ${shard.of}, some ${Math.max(1, Math.round(seconds / 60))} min: ${own.join(", ")}`,
  );
  return { shard, tasks: tasks.filter(({ id }) => own.includes(id)) };
}
