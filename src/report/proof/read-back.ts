import type { Status } from "../../plan/outcome.ts";

/** How a document shows that something came to a status. */
export interface Shown {
  /** The status of its colour and sign, which agree; or how its box is. `undefined` for a mark that says nothing. */
  mark: Status | "ticked" | "open" | undefined;
  /** Empty where there is none. */
  word: string;
}

/** What a rendered report says, whoever rendered it. */
export interface ReadBack {
  /** The sentence of the verdict, and whose colours it has; Markdown has none. */
  verdict: string;
  colour?: string;
  counts: string;
  /** Of tasks and criteria: "block1/persistence", "block1/persistence/aof-enabled@redis". */
  shown: ReadonlyMap<string, Shown>;
  /** Of tasks and criteria that stand on the first page, too. */
  front: readonly ({ key: string } & Shown)[];
  /** Keys that are there more than once. */
  repeated: readonly string[];
  /** What a criterion's row says was measured and expected; absent where that is not read. */
  values: ReadonlyMap<string, { measured: string; expected: string }>;
  /** Marks whose parts contradict each other. */
  odd: readonly string[];
}

const SIGNS: Readonly<Record<string, Status>> = {
  "✔": "met",
  "✘": "not-met",
  "?": "undetermined",
  "–": "not-run",
  "⚑": "waived",
};
const BADGE =
  /<span class="status ([\w-]+)"><span aria-hidden="true">([^<]*)<\/span>(?:<span class="unseen">)? ([^<]*)<\/span>/;

/** What completion.html says. */
export function readBackHtml(text: string): ReadBack {
  const [, colour = "", verdict = ""] =
    /<div class="verdict ([\w-]+)">\s*<p><strong>([^<]*)<\/strong>/.exec(text) ?? [];
  const [, counts = ""] = /<\/strong><\/p>\s*<p>[^<:]*: ([^<]*)\.<\/p>/.exec(text) ?? [];
  const [front = "", ...tasks] = text.split("<h3>");
  const badges = [...text.matchAll(new RegExp(BADGE, "g"))];
  return {
    ...collected(tasks.flatMap((section) => entriesOf(section))),
    ...{ verdict: unescaped(verdict), colour, counts: unescaped(counts) },
    front: [...front.matchAll(/<(?:td|li) data-key="([^"]*)"/g)].map(({ 1: key = "", index }) => ({
      ...{ key: unescaped(key) },
      ...badgeIn(front.slice(index)),
    })),
    odd: badges.filter(([, name, sign = ""]) => SIGNS[sign] !== name).map(([badge]) => badge),
  };
}

interface Entry extends Shown {
  key: string;
  values?: { measured: string; expected: string };
}

/** A task and its criteria; nothing for what is no task. */
function entriesOf(section: string): Entry[] {
  const [heading = "", rest = ""] = section.split("</h3>");
  const [, task] = /<code>([^<]*)<\/code>\s*$/.exec(heading) ?? [];
  if (!task || !BADGE.test(heading)) return [];
  const lines = rest.split('<details class="criterion"').slice(1);
  return [{ key: task, ...badgeIn(heading) }, ...lines.map(criterionIn)];
}

/** What its line says. What it is filtered by has to be the same. */
function criterionIn(line: string): Entry {
  const [attributes = "", rest = ""] = line.split("<summary>");
  const [summary = ""] = rest.split("</summary>");
  const [key, status] = ["key", "status"].map(
    (name) => new RegExp(`data-${name}="([^"]*)"`).exec(attributes)?.[1],
  );
  const { mark, word } = badgeIn(summary);
  return {
    key: unescaped(key ?? "?"),
    mark: mark === status ? mark : undefined,
    word,
    values: valuesIn(summary),
  };
}

function badgeIn(text: string): Shown {
  const [, name, sign = "", word = ""] = BADGE.exec(text) ?? [];
  const mark = SIGNS[sign];
  return { mark: mark === name ? mark : undefined, word: unescaped(word) };
}

function valuesIn(summary: string): { measured: string; expected: string } {
  const shownAs = (name: string) =>
    unescaped(new RegExp(`<span class="${name}" data-label="[^"]*">([^<]*)</span>`).exec(summary)?.[1] ?? "");
  return { measured: shownAs("measured"), expected: shownAs("expected") };
}

const TASK = /^- (\[[ x]\]) \*\*.*\*\* `([^`]+)`(.*)$/;
const CRITERION = /^ {2}- (\[[ x]\]) [^`]*`([^`]+)`:(.*)$/;

/** What completion.md says. A box that is ticked is *met*; any other status has its word at the end of the line. */
export function readBackMarkdown(text: string): ReadBack {
  const [, verdict = "", counts = ""] = /^# .*\n\n\*\*(.*)\*\*\n\n[^:\n]*: ([^.\n]*)\./.exec(text) ?? [];
  let task = "";
  const entries = text.split("\n").flatMap((line): Entry[] => {
    const [, taskBox, id] = TASK.exec(line) ?? [];
    if (id) task = id;
    const [, box = taskBox, name] = CRITERION.exec(line) ?? [];
    if (!box) return [];
    const [, word = ""] = / \(([^()]*)\)$/.exec(line) ?? [];
    return [{ key: name ? `${task}/${name}` : task, mark: box === "[x]" ? "ticked" : "open", word }];
  });
  return { ...collected(entries), verdict, counts, front: [], odd: [] };
}

function collected(entries: readonly Entry[]): Pick<ReadBack, "shown" | "repeated" | "values"> {
  const keys = entries.map(({ key }) => key);
  return {
    shown: new Map(entries.map(({ key, mark, word }) => [key, { mark, word }])),
    repeated: keys.filter((key, index) => keys.indexOf(key) < index),
    values: new Map(entries.flatMap(({ key, values }) => (values ? [[key, values]] : []))),
  };
}

function unescaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    ...{ "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" },
  };
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}
