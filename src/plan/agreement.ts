import type { z } from "zod";
import { keyOf } from "./criterion-key.ts";
import type { Role } from "./roles.ts";
import type { Title, WrittenPlan } from "./schema.ts";

type At = readonly PropertyKey[];
type Said = (path: At, message: string) => void;

/** What the parts of a plan have to agree in: each id once, no reference to nothing, every title in the plan's languages. */
export function mustAgree(plan: WrittenPlan, context: z.core.$RefinementCtx<WrittenPlan>): void {
  const said: Said = (path, message) => context.addIssue({ code: "custom", path: [...path], message });
  const known = claimedIds(plan, said);
  const mustBeThere = (id: string, path: At) => {
    if (!known.has(id)) said(path, `no task or criterion is called ${id}`);
  };
  for (const [p, { shownBy }] of plan.promises.entries()) mustBeThere(shownBy, ["promises", p, "shownBy"]);
  for (const [role, id] of Object.entries(plan.roles)) {
    mustBeThere(id, ["roles", role]);
    if (SPEEDS.includes(role) && isBeside(plan, id))
      said(["roles", role], `${id} is a speed: its task has to be alone, with \`alone: true\``);
  }
  for (const [b, { success }] of plan.blocks.entries()) {
    for (const [s, { shownBy }] of success.entries())
      for (const [i, id] of shownBy.entries()) mustBeThere(id, ["blocks", b, "success", s, "shownBy", i]);
  }
  const languages = Object.keys(plan.title);
  for (const [title, path] of titlesOf(plan)) {
    for (const language of languages)
      if (!title[language]) said([...path, language], "the plan's own title is in this language, too");
    for (const language of Object.keys(title))
      if (!languages.includes(language))
        said([...path, language], "the plan's own title is not in this language");
  }
}

/** Roles of what is a speed: a spec that runs beside it would be measured with it. */
const SPEEDS: readonly string[] = [
  "setThroughput",
  "sustainedRate",
  "sustainedTime",
  "frameRate",
  "frameLatency",
] satisfies Role[];

function isBeside({ blocks }: WrittenPlan, key: string): boolean {
  const tasks = blocks.flatMap((block) => block.tasks);
  return tasks.some(({ id, alone }) => alone !== true && key.startsWith(`${id}/`));
}

/** Ids of tasks and criteria. */
function claimedIds(plan: WrittenPlan, said: Said): Set<string> {
  const known = new Set<string>();
  const claim = (id: string, path: At) => {
    if (known.has(id)) said(path, `${id} is there twice`);
    known.add(id);
  };
  for (const [b, { id: blockId, tasks }] of plan.blocks.entries()) {
    for (const [t, { id, criteria }] of tasks.entries()) {
      const path = ["blocks", b, "tasks", t, "id"];
      claim(id, path);
      for (const [c, criterion] of criteria.entries())
        claim(keyOf(id, criterion), ["blocks", b, "tasks", t, "criteria", c, "id"]);
      if (!id.startsWith(`${blockId}/`))
        said(path, `a task of ${blockId} has an id that starts with ${blockId}/`);
    }
  }
  return known;
}

function* titlesOf({ promises, blocks }: WrittenPlan): Generator<[title: Title, path: At]> {
  for (const [p, { title }] of promises.entries()) yield [title, ["promises", p, "title"]];
  for (const [b, block] of blocks.entries()) {
    yield [block.title, ["blocks", b, "title"]];
    for (const [s, { title }] of block.success.entries()) yield [title, ["blocks", b, "success", s, "title"]];
    for (const [t, task] of block.tasks.entries()) {
      yield [task.title, ["blocks", b, "tasks", t, "title"]];
      if (task.short) yield [task.short, ["blocks", b, "tasks", t, "short"]];
      for (const [c, criterion] of task.criteria.entries()) {
        const path = ["blocks", b, "tasks", t, "criteria", c];
        for (const key of ["title", "notCovered", "why"] as const)
          if (criterion[key]) yield [criterion[key], [...path, key]];
        // One that is written as a text is in English for all.
        if (Object.keys(criterion.remedy).length > 1) yield [criterion.remedy, [...path, "remedy"]];
      }
    }
  }
}
