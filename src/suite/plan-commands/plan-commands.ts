import { join } from "node:path";
import { execa } from "execa";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { onPath } from "../../kernel/on-path.ts";
import type { Profile } from "../../plan/profile.ts";
import { withoutCompose } from "../../stack/compose-cli.ts";
import { type ComposeFile, ROOT, readComposeFile } from "../../stack/compose-file.ts";
import { engine } from "../../stack/engine.ts";
import { holderOf, type Listed } from "../../stack/folder-project.ts";
import { heldPorts, hostPortsOf } from "../../stack/host-ports.ts";
import { TrialStack } from "../trial-stack/trial-stack.ts";
import { type PlanCommand, planCommands } from "./commands.ts";

/** The columns of the commands' table. */
export const COMMAND_COLUMNS = ["command", "expected", "verdict", "printed"];

/** What the commands of the plan printed on the composed stack. */
export interface CommandReport {
  /** Those that printed otherwise than the plan expects. */
  failed: string[];
  /** Those that could not be tried here. */
  untried: { command: string; obstacle: Obstacle }[];
  rows: string[][];
}

const LONGEST_MS = 900_000;
const PRINTED = 120;

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
  await using trial = await TrialStack.create({ isAsDelivered: true });
  const services = Object.values(readComposeFile().services)
    .filter(({ profiles, scale }) => profiles.length === 0 && scale > 0)
    .map(({ name }) => name);
  await trial.composed.compose("up", "-d", "--wait", ...services);
  for (const each of planCommands().filter(({ isBefore }) => !isBefore)) await tried(each, profile, report);
  return report;
}

async function tried(planned: PlanCommand, profile: Profile, report: CommandReport): Promise<void> {
  const { command, expects, isAsExpected, folder = "." } = planned;
  const obstacle = await whyUntried(planned, profile);
  if (obstacle) {
    report.untried.push({ command, obstacle });
    report.rows.push([command, expects, "undetermined", obstacle.text]);
    return;
  }
  const { stdout } = await execa("bash", ["-c", command], {
    cwd: join(ROOT, folder),
    // Typed by an operator who has set nothing that leads to another stack.
    env: withoutCompose(),
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: LONGEST_MS,
  });
  const isExpected = isAsExpected(stdout);
  if (!isExpected) report.failed.push(command);
  const printed = stdout.trim().replaceAll(/\s+/g, " ").slice(0, PRINTED);
  report.rows.push([command, expects, isExpected ? "as expected" : "otherwise", printed || "nothing"]);
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
