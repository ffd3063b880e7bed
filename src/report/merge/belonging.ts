import { Problem } from "../../kernel/problem.ts";
import type { CriterionResult, TaskResult } from "../../plan/conclude.ts";
import { tasksOf } from "../../plan/shard.ts";
import type { Results } from "../results/results.ts";
import type { ShardReport } from "./shard-report.ts";

/** Tasks that a message names. */
const NAMED = 5;

/**
 * The reports are of different shards of one sign-off: of the same commit, plan, profile, brokers in the same versions, target and
 * number of shards, dealt in the same way; and each has measured its own tasks alone.
 * @throws Problem that says which of it is not so
 */
export function mustBelongTogether(reports: readonly ShardReport[]): void {
  for (const [number, same] of Map.groupBy(reports, ({ shard }) => shard.number))
    if (same.length > 1) throw twice(number, foldersOf(same));
  const differences = [...factsOf(reports), ...versionsIn(reports), ...divisionsOf(reports)];
  if (differences.length > 0) throw unlike(differences);
  const strangers = [...inTwoShards(reports), ...reports.flatMap(strangersIn)];
  if (strangers.length > 0) throw inTwo(strangers);
}

function factsOf(reports: readonly ShardReport[]): string[] {
  const facts = reports.map(({ results, shard, folder }) => ({ folder, of: factsIn(results, shard.of) }));
  const names = new Set(facts.flatMap(({ of }) => Object.keys(of)));
  return [...names].flatMap((name) => {
    const byValue = Map.groupBy(facts, ({ of }) => of[name] ?? "none");
    if (byValue.size < 2) return [];
    const said = [...byValue].map(([value, same]) => `${value} in ${foldersOf(same)}`);
    return [`${name}: ${said.join(", ")}`];
  });
}

/** Of a broker that several have started: one version. The machines' own programs may differ. */
function versionsIn(reports: readonly ShardReport[]): string[] {
  const brokers = [...new Set(reports.flatMap(({ results }) => results.brokers))];
  return brokers.flatMap((id) => {
    const told = reports.filter(({ results }) => id in results.versions);
    const byVersion = Map.groupBy(told, ({ results }) => results.versions[id] ?? "");
    if (byVersion.size < 2) return [];
    const said = [...byVersion].map(([version, same]) => `${version} in ${foldersOf(same)}`);
    return [`the version of ${id}: ${said.join(", ")}`];
  });
}

/** What has to be the same in all of them, in words. */
function factsIn(results: Results, of: number): Readonly<Record<string, string>> {
  const { commit, profile, plan, brokers, leftOut = [], target, hashes } = results;
  const contents = Object.entries(hashes).map(([name, hash]) => [`SHA-256 of ${name}`, hash.slice(0, 12)]);
  return {
    "the number of shards": String(of),
    "the commit": commit,
    "the plan": plan ?? "the delivered one",
    "the profile": profile,
    "the brokers in scope": [...brokers].sort().join(", "),
    "the brokers left out": [...leftOut].sort().join(", ") || "none",
    "the target": targetIn(target),
    ...Object.fromEntries(contents),
  };
}

function targetIn(target: Results["target"]): string {
  if (!target) return "a stack of its own";
  const where = target.kind === "stack" ? "the deployed stack" : target.file;
  return target.allowsFaults ? `${where} with faults` : where;
}

/** Tasks that are of one shard by one report, and of another or none by the next. */
function divisionsOf(reports: readonly ShardReport[]): string[] {
  const ids = new Set(reports.flatMap(({ shard }) => shard.division.flat()));
  const differing = [...ids].flatMap((id) => {
    const byOwner = Map.groupBy(reports, ({ shard }) => ownerOf(id, shard.division));
    if (byOwner.size < 2) return [];
    const said = [...byOwner].map(([owner, same]) => `${owner} in ${foldersOf(same)}`);
    return [`the shard that has ${id}: ${said.join(", ")}`];
  });
  const more = differing.length - NAMED;
  return [...differing.slice(0, NAMED), ...(more > 0 ? [`and ${more} tasks more`] : [])];
}

function ownerOf(id: string, division: readonly (readonly string[])[]): string {
  const index = division.findIndex((ids) => ids.includes(id));
  return index < 0 ? "none" : String(index + 1);
}

/** By the division: it is the same in all of them by now. */
function inTwoShards([first]: readonly ShardReport[]): string[] {
  const ids = first?.shard.division.flat() ?? [];
  const repeated = ids.filter((id, index) => ids.indexOf(id) < index);
  return repeated.map((id) => `${id} is dealt to two shards`);
}

function strangersIn({ results, shard, folder }: ShardReport): string[] {
  const own = tasksOf(shard);
  const strangers = results.tasks.filter((task) => !own.includes(task.id) && wasMeasured(task));
  return strangers.map(
    ({ id }) =>
      `${id} was run by shard ${shard.number} (${folder}), and is of shard ${ownerOf(id, shard.division)}`,
  );
}

function wasMeasured({ criteria }: TaskResult): boolean {
  return criteria.some((criterion) => !isUntouched(criterion));
}

/** A waiver covers what was not run, too. */
function isUntouched({ status, measured, obstacle, evidence }: CriterionResult): boolean {
  const says = measured !== undefined || obstacle !== undefined || evidence.length > 0;
  return status === "not-run" || (status === "waived" && !says);
}

function foldersOf(reports: readonly { folder: string }[]): string {
  return reports.map(({ folder }) => folder).join(" and ");
}

function twice(number: number, folders: string): Problem {
  return new Problem({
    subject: `shard ${number}`,
    expected: "the report of each shard once",
    seen: `two of it, in ${folders}`,
    remedy: "name each folder once; of a shard that ran twice keep the report that counts",
  });
}

function unlike(differences: readonly string[]): Problem {
  return new Problem({
    subject: "the shards",
    expected:
      "shards of one sign-off, with the same commit, plan, profile, brokers, versions of them, target and division",
    seen: ["", ...differences].join("\n    "),
    remedy:
      "merge what one sign-off left; run the shard that differs again, with the same options, images and --durations as the others",
  });
}

function inTwo(strangers: readonly string[]): Problem {
  return new Problem({
    subject: "the shards",
    expected: "each task in one shard",
    seen: strangers.join("; "),
    remedy: "sign off again, every shard with the same command but for its number",
  });
}
