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

/** A line that sets a variable, as Compose reads it: indented, exported, with spaces around the sign or a colon for it. */
const ASSIGNMENT = /^(\uFEFF?[ \t]*(?:export[ \t]+)?)([\w.-]+)[ \t]*[=:]/;

/** Each assignment with its text, which a quoted value may spread over several lines, and what stands between them. */
function* piecesOf(text: string): Generator<{ text: string; name?: string; before?: string }> {
  for (let rest = text; rest !== ""; ) {
    const [line = rest] = /^[^\n]*(?:\n|$)/.exec(rest) ?? [];
    const [head, before = "", name] = ASSIGNMENT.exec(line) ?? [];
    const piece =
      head && name ? head + (quotedValue(rest.slice(head.length)) ?? line.slice(head.length)) : line;
    yield head && name ? { text: piece, name, before } : { text: piece };
    rest = rest.slice(piece.length);
  }
}

/** A quoted value to its closing quote and the end of that line; none for any other, which ends with its line. */
function quotedValue(text: string): string | undefined {
  const [quoted] = /^[ \t]*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")[^\n]*(?:\n|$)/s.exec(text) ?? [];
  return quoted;
}

function withValues(text: string, values: Readonly<Record<string, string>>): string {
  const pieces = [...piecesOf(text)];
  const present = new Set(pieces.map(({ name }) => name));
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const replaced = pieces.map(({ text: piece, name, before }) => {
    const value = name === undefined ? undefined : values[name];
    if (value === undefined) return piece;
    const [tail = ""] = /\r?\n$/.exec(piece) ?? [];
    return `${before}${name}=${quoted(value)}${tail}`;
  });
  const added = Object.entries(values).filter(([name]) => !present.has(name));
  const lines = added.map(([name, value]) => `${name}=${quoted(value)}${end}`);
  const kept = replaced.join("");
  const needsEnd = lines.length > 0 && kept !== "" && !kept.endsWith("\n");
  return `${kept}${needsEnd ? end : ""}${lines.join("")}`;
}

/** As it is where Compose reads it so; else in quotes, of which the single ones keep everything as it is. */
function quoted(value: string): string {
  if (/^[\w./:@+,=-]*$/.test(value)) return value;
  if (!/['\\]/.test(value)) return `'${value}'`;
  return `"${value.replaceAll(/[\\"$]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}
