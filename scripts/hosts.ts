import { Option } from "commander";
import { runHosts } from "../src/hosts/hosts.ts";
import type { Kind } from "../src/hosts/kind.ts";
import { KINDS } from "../src/hosts/kinds/all.ts";
import { wholePlanOn } from "../src/hosts/whole.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { Problem } from "../src/kernel/problem.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";

const program = commandWith("npm run hosts --", [
  "npm run hosts",
  "npm run hosts -- rootless path",
  "npm run hosts -- docker-group --keep --tasks block0 block1/exporter",
])
  .description(
    "Makes each kind of host on this machine, runs a part of the sign-off there as a newcomer would, and writes docs/hosts.md.",
  )
  .argument("[kind...]", "only these kinds; docs/hosts.md then stays as it is")
  .option("--list", "name the kinds, with the tasks that are run on each")
  .option(
    "--tasks <task...>",
    "other tasks or blocks of the plan than the kinds' own; docs/hosts.md stays as it is",
  )
  .addOption(
    new Option(
      "--whole",
      "the whole plan, as `npm run signoff` does it; docs/hosts.md stays as it is",
    ).conflicts("tasks"),
  )
  .option("--keep", "keep each kind's clone until the next run")
  .addHelpText(
    "after",
    `
Needs root on Debian or Ubuntu. It installs what is missing, and removes the users, engines and folders that it made; after
a SIGKILL the next run does. Each kind's log and report are kept in reports/hosts/.

Exit codes:
  0 every kind that can be made here is as expected, 1 one is not, 3 could not start

More examples:
  npm run hosts -- docker-group --whole
  npm run hosts -- --list`,
  );

await runCommand(program, async () => {
  const { list, keep, ...asked } = program.opts<{
    list?: true;
    keep?: true;
    tasks?: string[];
    whole?: true;
  }>();
  const kinds = selected(program.args, asked);
  if (list) {
    for (const { id, title, tasks } of kinds)
      console.log(`${id.padEnd(14)}${title}\n${" ".repeat(14)}${tasks.join(" ")}`);
    return EXIT.good;
  }
  return (await runHosts(kinds, { keep: keep ?? false })) ? EXIT.good : EXIT.against;
});

function selected(
  ids: readonly string[],
  { tasks, whole }: { tasks?: readonly string[]; whole?: true },
): readonly Kind[] {
  const unknown = ids.filter((id) => !KINDS.some((kind) => kind.id === id));
  if (unknown.length === 0) {
    const kinds = ids.length === 0 ? KINDS : KINDS.filter(({ id }) => ids.includes(id));
    if (whole) return kinds.map((kind) => wholePlanOn(kind));
    return tasks ? kinds.map((kind) => ({ ...kind, tasks })) : kinds;
  }
  throw new Problem({
    subject: `kinds ${unknown.join(", ")}`,
    expected: "kinds of host that there are",
    seen: `none of that name; there are ${KINDS.map(({ id }) => id).join(", ")}`,
    remedy: "npm run hosts -- --list",
  });
}
