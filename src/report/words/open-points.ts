import type { CriterionResult, TaskResult } from "../../plan/conclude.ts";
import { keyOf } from "../../plan/criterion-key.ts";
import { astrayIn, describeExpectation, describeMeasured } from "../../plan/expectation.ts";
import { byStatus, type Status } from "../../plan/outcome.ts";
import type { Criterion, Expectation, Plan, Task } from "../../plan/schema.ts";
import type { Results } from "../results/results.ts";
import { valuesOf } from "./criterion-values.ts";
import { type Language, textsIn, titleIn } from "./language.ts";
import { reasonIn } from "./reason.ts";
import { nameOfBroker } from "./words.ts";

/** What keeps criteria from being met, and all of which this is so. */
export interface OpenPoint {
  status: Status;
  /** Titles with the key of the criterion, or of its task where the whole of it was not run. */
  about: readonly { title: string; key: string }[];
  /** What was seen, or why nothing was; empty where there is no reason. */
  why: string;
  /** The next step, where the reason does not say it. */
  remedy?: string;
}

/** Characters of a reason. */
const LONGEST = 200;

/** What is open in a run, worst first: what has one reason is one point. */
export function openPointsOf(plan: Plan, { tasks }: Pick<Results, "tasks">, language: Language): OpenPoint[] {
  const points = plan.blocks
    .flatMap((block) => block.tasks)
    .flatMap((task) => ofTask(plan, task, tasks, language));
  const grouped = Map.groupBy(points, ({ status, why, remedy }) =>
    status === "not-met" ? Symbol() : JSON.stringify([status, why, remedy]),
  );
  return [...grouped.values()]
    .flatMap(([first, ...others]) =>
      first ? [{ ...first, about: [first, ...others].flatMap(({ about }) => about) }] : [],
    )
    .sort(byStatus);
}

/** As many points as there is room for, and how many criteria and tasks the others are about. */
export function firstOf(
  points: readonly OpenPoint[],
  most: number,
): { first: readonly OpenPoint[]; rest: number } {
  const rest = points.slice(most).reduce((sum, { about }) => sum + about.length, 0);
  return { first: points.slice(0, most), rest };
}

function ofTask(plan: Plan, task: Task, tasks: readonly TaskResult[], language: Language): OpenPoint[] {
  const result = tasks.find(({ id }) => id === task.id);
  if (!result || result.status === "met") return [];
  if (result.criteria.every(({ status }) => status === "not-run"))
    return [
      {
        status: "not-run",
        about: [{ title: titleIn(language, task.title), key: task.id }],
        // All of them have it, or none.
        why: shortened(result.criteria[0] && reasonIn(language, result.criteria[0])),
      },
    ];
  return result.criteria
    .filter(({ status }) => status !== "met")
    .map((criterion) => {
      const planned = task.criteria.find(({ id }) => id === criterion.id);
      const of = criterion.broker ? ` (${nameOfBroker(plan, criterion.broker)})` : "";
      const title = `${planned ? titleIn(language, planned.title) : criterion.id}${of}`;
      const isNotMet = criterion.status === "not-met";
      return {
        status: criterion.status,
        about: [{ title, key: keyOf(task.id, criterion) }],
        why:
          isNotMet && planned
            ? saidOf(planned, criterion, language)
            : shortened(reasonIn(language, criterion, planned)),
        ...(isNotMet && planned ? { remedy: titleIn(language, planned.remedy) } : {}),
      };
    });
}

function saidOf(planned: Criterion, result: CriterionResult, language: Language): string {
  const texts = textsIn(language);
  const { measured, expected } = valuesOf(...astrayOf(planned, result), language);
  return measured
    ? `${texts.measured} ${measured}, ${texts.expected} ${expected}`
    : shortened(reasonIn(language, result, planned));
}

/** Of several values those that are not as expected; what holds is not open. */
function astrayOf(planned: Criterion, result: CriterionResult): [Criterion, CriterionResult] {
  const { expected, unit } = planned;
  const { measured } = result;
  if (!("all" in expected) || typeof measured !== "object") return [planned, result];
  const astray = astrayIn(expected, measured);
  const limits: Expectation = { all: Object.fromEntries(astray) };
  const values = Object.fromEntries(
    astray.flatMap(([name]) => (measured[name] === undefined ? [] : [[name, measured[name]] as const])),
  );
  return [
    { ...planned, expected: limits },
    {
      ...result,
      measured: values,
      measuredText: describeMeasured(values, limits, unit),
      expected: describeExpectation(limits, unit),
    },
  ];
}

/** The first line of a reason, cut where a word ends. */
function shortened(reason = ""): string {
  const [line = ""] = reason.split("\n");
  if (line.length <= LONGEST) return line;
  const cut = line.slice(0, LONGEST);
  return `${cut.slice(0, cut.lastIndexOf(" ")).replace(/[\s,;:]+$/, "")} …`;
}
