import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const BEGIN = /<!-- measured by [^>]*-->/;
const END = "<!-- end -->";

/** Replaces what stands between the two marks of a document by a table that was just measured. */
export function putIntoDocument(name: string, table: string): void {
  const { before, after } = readDocument(name);
  writeFileSync(join(ROOT, name), `${before}\n\n${table}\n\n${after}`);
}

/** The rows of the table that stands there now, each by its first cell; what was not measured anew can stay. */
export function rowsOfDocument(name: string): Map<string, string> {
  const rows = readDocument(name)
    .table.split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[\s|-]*$/.test(line));
  return new Map(rows.slice(1).map((row) => [row.split("|")[1]?.trim() ?? "", row]));
}

function readDocument(name: string): { before: string; table: string; after: string } {
  const text = readFileSync(join(ROOT, name), "utf8");
  const [begin = ""] = BEGIN.exec(text) ?? [];
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(END);
  if (begin === "" || to < from) throw new Error(`${name} has no marks for the table`);
  return { before: text.slice(0, from), table: text.slice(from, to), after: text.slice(to) };
}
