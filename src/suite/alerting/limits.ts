import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { SteadySeries } from "../../brokers/drill-series.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { letOthersRead, mountableFolder } from "../../stack/mountable-folder.ts";
import { runOnce } from "../../stack/one-shot.ts";
import { MOUNTED } from "../../watchers/promtool.ts";
import type { LimitCase } from "./limit-cases.ts";

const CASES = "/limits";
const EVERY_SECONDS = 15;
const LASTS_MINUTES = 10;

/** What rules make of figures just on both sides of the plan's limits. */
export interface LimitFindings {
  /** Each with alert, broker, figure and limit. */
  astray: string[];
  cases: number;
  output: string;
}

/**
 * Has the promtool of Prometheus' image evaluate the delivered rules on steady figures, for ten minutes of theirs.
 * @throws Undetermined when it does not evaluate the rules at all
 */
export async function triedLimits(cases: readonly LimitCase[]): Promise<LimitFindings> {
  const compose = readComposeFile();
  const groups = groupsOf(cases);
  const folder = mountableFolder();
  try {
    for (const [index, group] of groups.entries()) {
      writeFileSync(join(folder, fileOf(index)), stringify(testOf(group)));
    }
    letOthersRead(folder);
    const { output } = await runOnce(
      serviceOf(compose, "prometheus"),
      compose.root,
      ["promtool", "test", "rules", ...groups.map((_, index) => `${CASES}/${fileOf(index)}`)],
      [`${folder}:${CASES}:ro`],
    );
    return { astray: astrayOf(groups, output), cases: cases.length, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As few groups as there can be in which no series has two values: promtool makes a database for each. */
export function groupsOf(cases: readonly LimitCase[]): LimitCase[][] {
  const groups: LimitCase[][] = [];
  for (const each of cases) {
    const own = new Set(each.series.map(({ series }) => series));
    const isFree = (group: LimitCase[]) =>
      !group.some(({ series }) => series.some((one) => own.has(one.series)));
    const free = groups.find(isFree);
    if (free) free.push(each);
    else groups.push([each]);
  }
  return groups;
}

/** A unit test as promtool reads it: whether each alert fires at any time, whatever it is called and says. */
export function testOf(group: readonly LimitCase[]): object {
  return {
    rule_files: [`${MOUNTED}/rules/*.yml`],
    evaluation_interval: `${EVERY_SECONDS}s`,
    tests: [
      {
        interval: `${EVERY_SECONDS}s`,
        input_series: group.flatMap(({ series }) =>
          series.map((each) => ({ series: each.series, values: valuesOf(each) })),
        ),
        promql_expr_test: group.map((each) => ({
          expr: `count by (broker) (max_over_time(${firingOf(each)}[${LASTS_MINUTES}m]))`,
          eval_time: `${LASTS_MINUTES}m`,
          exp_samples: each.fires ? [{ labels: `{broker="${each.broker}"}`, value: 1 }] : [],
        })),
      },
    ],
  };
}

/** Cases that promtool has seen going otherwise. @throws Undetermined for what it has not evaluated */
export function astrayOf(groups: readonly (readonly LimitCase[])[], output: string): string[] {
  const saidOf = new Map(
    output
      .split(/^Unit Testing:\s*/m)
      .slice(1)
      .map((part) => {
        const [name = "", ...lines] = part.split("\n");
        return [name.trim(), lines.join("\n")] as const;
      }),
  );
  return groups.flatMap((group, index) => {
    const said = saidOf.get(`${CASES}/${fileOf(index)}`) ?? output;
    if (said.includes("SUCCESS")) return [];
    // promtool quotes the expression as Go does.
    const failed = group.filter((each) => said.includes(JSON.stringify(firingOf(each)).slice(1, -1)));
    if (failed.length === 0) {
      throw new Undetermined(`promtool does not evaluate the rules: ${said.trim().split("\n").at(-1)}`);
    }
    return failed.map(({ alert, broker, figure, limit, fires }) => {
      const saw = fires ? "does not fire at" : "fires at";
      return `${alert} of ${broker} ${saw} ${figure}, and the plan says ${limit}`;
    });
  });
}

function firingOf({ alert, broker }: LimitCase): string {
  return `ALERTS{alertname="${alert}", alertstate="firing", broker="${broker}"}`;
}

function fileOf(group: number): string {
  return `group-${group}.yml`;
}

function valuesOf({ from, perSecond = 0, jumpsBy = 0 }: SteadySeries): string {
  const samples = (LASTS_MINUTES * 60) / EVERY_SECONDS;
  if (jumpsBy > 0) return `${from}x${samples / 2} ${from + jumpsBy}x${samples / 2}`;
  return `${from}+${Number((perSecond * EVERY_SECONDS).toFixed(6))}x${samples}`;
}
