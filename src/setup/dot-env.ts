import {
  chmodSync,
  chownSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ROOT } from "../stack/compose-file.ts";

const PRIVATE = 0o600;

/** Sets variables in `.env` and keeps every other line as it is; written whole or not at all. */
export function writeDotEnv(values: Readonly<Record<string, string>>, root = ROOT): void {
  replaceDotEnv(root, (text) => withValues(text, values));
}

/** Takes lines out of `.env` that set these variables to these values; any other line stays. */
export function takeOutOfDotEnv(values: Readonly<Record<string, string>>, root = ROOT): void {
  const lines = new Set(linesOf(values));
  replaceDotEnv(root, (text) =>
    text
      .split(/(?<=\n)/)
      .filter((line) => !lines.has(line.trimEnd()))
      .join(""),
  );
}

/** Whether `.env` sets each of these variables to its value, in lines as {@link writeDotEnv} writes them. */
export function dotEnvHolds(values: Readonly<Record<string, string>>, root = ROOT): boolean {
  const present = new Set(readDotEnvText(root).split(/\r?\n/));
  return linesOf(values).every((line) => present.has(line));
}

/** Whether `.env` says anything about one of these variables. */
export function dotEnvNames(names: readonly string[], root = ROOT): boolean {
  const text = readDotEnvText(root);
  return names.some((name) => new RegExp(`^\\s*(export\\s+)?${name}\\s*=`, "m").test(text));
}

function linesOf(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`);
}

function readDotEnvText(root: string): string {
  const file = join(root, ".env");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function replaceDotEnv(root: string, change: (text: string) => string): void {
  const named = join(root, ".env");
  const before = readDotEnvText(root);
  const after = change(before);
  if (after === before) return;
  // A link stays one.
  const file = existsSync(named) ? realpathSync(named) : named;
  const partial = `${file}.tmp`;
  writeFileSync(partial, after, { mode: PRIVATE });
  if (existsSync(file)) likeBefore(file, partial);
  renameSync(partial, file);
}

/** The new file has the mode of the one that it replaces, and its owner where this user may give files away. */
function likeBefore(file: string, partial: string): void {
  const { mode, uid, gid } = statSync(file);
  if (process.getuid?.() === 0) chownSync(partial, uid, gid);
  chmodSync(partial, mode & 0o777);
}

function withValues(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((lines, [name, value]) => {
    const line = `${name}=${value}`;
    const present = new RegExp(`^${name}=.*$`, "gm");
    const replaced = lines.replace(present, () => line);
    if (lines.match(present)) return replaced;
    return `${lines}${lines === "" || lines.endsWith("\n") ? "" : "\n"}${line}\n`;
  }, text);
}
