import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutCompose } from "../../stack/compose-cli.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { composedAsDelivered } from "./composed-as-delivered.ts";
import { shortened } from "./looks.ts";
import { type OwnCommand, ownCommands, type World } from "./own-command-list.ts";
import { endedOtherwise, runAsTyped } from "./run-as-typed.ts";

/** What came of the commands of this repository on the composed stack. */
export interface OwnReport {
  /** Those that ended or did otherwise than their help says, each with how. */
  failed: string[];
  rows: string[][];
}

/** Brings the delivered stack up under its own names and ports, and runs each command of this repository on it. */
export async function runOwnCommands(): Promise<OwnReport> {
  await using trial = await composedAsDelivered();
  const folder = mkdtempSync(join(tmpdir(), "own-commands-"));
  try {
    const world = { trial, folder, services: await trial.composed.running() };
    const report: OwnReport = { failed: [], rows: [] };
    for (const each of await ownCommands(world)) await tried(each, world, report);
    return report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tried(own: OwnCommand, world: World, report: OwnReport): Promise<void> {
  const { command, exits, expects, withinSeconds = 60 } = own;
  await own.before?.(world);
  const ended = new AbortController();
  const during = own.during?.(world, ended.signal);
  during?.catch(() => undefined);
  const ran = await runAsTyped(command, {
    cwd: ROOT,
    env: withoutCompose(),
    withinMs: withinSeconds * 1e3,
  });
  ended.abort();
  await during;
  const reasons = [endedOtherwise(ran, exits), await own.otherwise?.(ran, world)].filter(
    (reason) => reason !== undefined,
  );
  const shown = command.replaceAll(world.folder, "FOLDER").replaceAll(world.trial.root, "STACK");
  if (reasons.length > 0) report.failed.push(`${shown}: ${reasons.join(", ")}`);
  const said = `exit ${ran.exitCode ?? "none"}: ${shortened(ran.printed.split("\n").slice(-12).join("\n"))}`;
  report.rows.push([shown, expects, reasons.join(", ") || "as expected", said]);
}
