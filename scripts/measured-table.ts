import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const BEGIN = /<!-- measured by [^>]*-->/;
const END = "<!-- end -->";

/** Replaces what stands between the two marks of a document by a table that was just measured. */
export function putIntoDocument(name: string, table: string): void {
  const file = join(ROOT, name);
  const text = readFileSync(file, "utf8");
  const [begin = ""] = BEGIN.exec(text) ?? [];
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(END);
  if (begin === "" || to < from) throw new Error(`${name} has no marks for the table`);
  writeFileSync(file, `${text.slice(0, from)}\n\n${table}\n\n${text.slice(to)}`);
}
