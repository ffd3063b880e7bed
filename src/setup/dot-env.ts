import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../stack/compose-file.ts";

/** Sets variables in `.env` and keeps every other line as it is; written whole or not at all. */
export function writeDotEnv(values: Readonly<Record<string, string>>, root = ROOT): void {
  const file = join(root, ".env");
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const after = withValues(before, values);
  if (after === before) return;
  writeFileSync(`${file}.tmp`, after, { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
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
