import { join } from "node:path";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { onPath } from "../../kernel/on-path.ts";
import type { Profile } from "../../plan/profile.ts";
import { withoutCompose } from "../../stack/compose-cli.ts";
import { type ComposeFile, ROOT, readComposeFile } from "../../stack/compose-file.ts";
import { engine } from "../../stack/engine.ts";
import { holderOf, type Listed } from "../../stack/folder-project.ts";
import { heldPorts, hostPortsOf } from "../../stack/host-ports.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { type PlanCommand, planCommands } from "./commands.ts";
import { composedAsDelivered } from "./composed-as-delivered.ts";
import { framesTakenBy, shortened } from "./looks.ts";
import { endedOtherwise, runAsTyped } from "./run-as-typed.ts";

/** The columns of the commands' table. */
export const COMMAND_COLUMNS = ["command", "expected", "verdict", "printed"];

/** What came of the commands of the plan on the composed stack. */
export interface CommandReport {
  /** Those that printed, ended or did otherwise than the plan expects, each with how. */
  failed: string[];
  /** Those that could not be tried here. */
  untried: { command: string; obstacle: Obstacle }[];
  rows: string[][];
}

const WITHIN_SECONDS = 60;

/** Why the composed stack cannot come up on its own names and ports, if it cannot. */
export async function standsInTheWay(): Promise<Obstacle | undefined> {
  const compose = readComposeFile();
  const held = await heldPorts(hostPortsOf(compose), compose.root);
  const containers = await (await engine()).listContainers({ all: true });
  const taken = namesTaken(containers, compose);
  const reasons = [
    ...held.map(({ port, holder }) => `port ${port} is held by ${holder}`),
    ...taken.map((holder) => `the name is taken by ${holder}`),
  ];
  if (reasons.length === 0) return undefined;
  return { kind: "host", text: `the stack can't come up here while ${reasons.slice(0, 3).join(", ")}` };
}

/** Containers that have one of the names that the compose file gives, each with whose it is. */
export function namesTaken(
  containers: readonly (Listed & { Names: readonly string[] })[],
  { services, root }: Pick<ComposeFile, "services" | "root">,
): string[] {
  const names = Object.values(services).map(({ container_name }) => `/${container_name}`);
  return containers.flatMap(({ Names, Labels }) =>
    Names.filter((name) => names.includes(name)).map((name) => holderOf(name, Labels, root)),
  );
}

/** Brings the delivered stack up under its own names and ports, and runs every validation command of the plan. */
export async function runPlanCommands(profile: Profile): Promise<CommandReport> {
  const report: CommandReport = { failed: [], untried: [], rows: [] };
  for (const each of planCommands().filter(({ isBefore }) => isBefore)) await tried(each, profile, report);
  await using trial = await composedAsDelivered();
  const redis = (await trial.composed.running()).find(({ name }) => name === "redis");
  for (const each of planCommands().filter(({ isBefore }) => !isBefore))
    await tried(each, profile, report, redis);
  return report;
}

async function tried(
  planned: PlanCommand,
  profile: Profile,
  report: CommandReport,
  redis?: RunningService,
): Promise<void> {
  const { command, expects, isAsExpected, folder = ".", exits = 0, framesTaken = 0 } = planned;
  const obstacle = await whyUntried(planned, profile);
  if (obstacle) {
    report.untried.push({ command, obstacle });
    report.rows.push([command, expects, "undetermined", obstacle.text]);
    return;
  }
  const before = framesTaken > 0 ? await framesTakenBy(redis) : 0;
  const ran = await runAsTyped(command, {
    cwd: join(ROOT, folder),
    // Typed by an operator who has set nothing that leads to another stack.
    env: withoutCompose(),
    withinMs: (planned.withinSeconds ?? WITHIN_SECONDS) * 1e3,
  });
  const taken = framesTaken > 0 ? (await framesTakenBy(redis)) - before : 0;
  const reasons = [
    endedOtherwise(ran, [exits]),
    isAsExpected(ran.stdout) ? undefined : "it prints otherwise",
    taken < framesTaken ? `Redis took ${taken} frames meanwhile, expected ${framesTaken}` : undefined,
  ].filter((reason) => reason !== undefined);
  if (reasons.length > 0) report.failed.push(`${command}: ${reasons.join(", ")}`);
  const printed = shortened(ran.stdout.trim() === "" ? ran.printed : ran.stdout);
  report.rows.push([command, expects, reasons.join(", ") || "as expected", printed || "nothing"]);
}

/** Why a command of the plan can't be tried here, if it can't. */
export async function whyUntried(
  { needs, isLong, asks }: Pick<PlanCommand, "needs" | "isLong" | "asks">,
  profile: Profile,
  { services }: Pick<ComposeFile, "services"> = readComposeFile(),
): Promise<Obstacle | undefined> {
  if (asks && services[asks]?.scale === 0)
    return { kind: "image", text: `the image of ${asks} is not on this host` };
  const found = await Promise.all(needs.map(onPath));
  const missing = needs.filter((_, index) => !found[index]);
  if (missing.length > 0) return { kind: "host", text: `this host has no ${missing.join(", ")}` };
  if (!isLong || profile === "full") return undefined;
  return { kind: "profile", text: "the quick profile is too short for this" };
}

/** Why nothing can be said, if so: this host cannot run every command, and none of the others has failed. */
export function whyOpen({
  failed,
  untried,
}: Pick<CommandReport, "failed" | "untried">): Obstacle | undefined {
  const [first] = untried;
  if (failed.length > 0 || !first) return undefined;
  const each = untried.map(({ command, obstacle }) => `${command}: ${obstacle.text}`);
  return { kind: first.obstacle.kind, text: `not every command can be tried here: ${each.join("; ")}` };
}
