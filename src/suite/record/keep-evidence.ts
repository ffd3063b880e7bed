import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { withoutSecrets } from "../../kernel/secrets.ts";
import { runFolder } from "../../report/results/run-folder.ts";

/** Keeps a raw output of a task beside the report, without the credentials in it. @returns its path below reports/ */
export function keepEvidence(taskId: string, name: string, content: string): string {
  const path = join("evidence", taskId, name);
  const file = join(runFolder(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, withoutSecrets(content));
  return path;
}
