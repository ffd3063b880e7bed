import { dirname, extname } from "node:path";
import type { Plan } from "../plan/schema.ts";
import type { Sabotage } from "./sabotage.ts";

/** Where runs write: what lies there is there once one has been made. */
const WRITTEN = /^(?:reports|node_modules|tls)\//;
/** What an operator edits. */
const EDITED = /^(?:docker-compose\.yml$|config\/|dashboards\/)/;
/** A file that is made of a folder is corrected there. */
const MADE_OF: Readonly<Record<string, string>> = { "dashboards/message-broker.json": "dashboards/source" };

/** Paths below the root that a text names, without a slash at the end; no URLs, no paths in containers. */
export function pathsIn(text: string): string[] {
  const found = text.match(/(?<![\w./:-])(?:(?:[\w.-]+\/)+[\w.-]*|[\w-]+\.(?:ya?ml|conf|json|sh|ts|md)\b)/g);
  return [...new Set((found ?? []).map((path) => path.replace(/[./]+$/, "")))];
}

/** What remedies of a plan name and nobody finds. @param isThere whether a path below the root exists */
export function remediesAstray(plan: Plan, isThere: (path: string) => boolean): string[] {
  return [...remediesOf(plan)].flatMap(([criterion, remedy]) =>
    pathsIn(remedy)
      .filter((path) => !WRITTEN.test(`${path}/`) && !isThere(path))
      .map((path) => `${criterion}: ${path}`),
  );
}

/** Files that a sabotage changes where no remedy of what it turns names them, their folder or a file beside them. */
export function notLedTo(plan: Plan, { id, turns, edits = [] }: Sabotage): string[] {
  if (turns.length === 0) return [];
  const remedies = remediesOf(plan);
  const named = turns.flatMap((key) => pathsIn(remedies.get(key.replace(/@.*/, "")) ?? ""));
  const files = [...new Set(edits.map(({ file }) => file))].filter((file) => EDITED.test(file));
  const isNamed = (file: string) => named.some((path) => isOrHolds(folderOf(path), file));
  return files
    .filter((file) => !isNamed(file) && !named.some((path) => isOrHolds(MADE_OF[file] ?? file, path)))
    .map((file) => `${id}: ${file}`);
}

/** A file of a folder leads to those beside it; a file of the root and a folder lead to themselves. */
function folderOf(path: string): string {
  return extname(path) === "" || dirname(path) === "." ? path : dirname(path);
}

function isOrHolds(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function remediesOf(plan: Plan): Map<string, string> {
  const tasks = plan.blocks.flatMap((block) => block.tasks);
  const each = tasks.flatMap(({ id: task, criteria }) =>
    criteria.map(({ id, remedy }): [string, string] => [`${task}/${id}`, remedy.en]),
  );
  return new Map(each);
}
