import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import { distinct, type Mutant, mutantOf } from "./mutant.ts";
import { otherValues } from "./other-values.ts";

/** Keys whose value is a sentence or a name that nothing else reads: a change of it says nothing, its absence does. */
const TOLD = new Set(["summary", "description", "title"]);
/** What an item of a list is known by, the first that it has. */
const NAMED_BY = ["alert", "record", "job_name", "name", "receiver", "target_label"];
/** A health check that always passes. */
const PASSES = ["CMD", "true"];

type Path = readonly (string | number)[];
interface Place {
  file: string;
  /** Where the node is in the document. */
  path: Path;
  /** The same in words that outlive a change of order. */
  setting: string;
  /** How often each anchor of the document is spoken of. */
  aliases: ReadonlyMap<string, number>;
}

/** Every value of a YAML or JSON file, removed and changed. Other comments, anchors and the order stay. */
export function treeMutants(file: string, text: string): Mutant[] {
  const { contents } = parseDocument(text);
  return contents
    ? distinct(below(contents, { file, path: [], setting: "", aliases: aliasesIn(contents) }))
    : [];
}

function below(node: Node, place: Place): Mutant[] {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => {
      const name = String(isScalar(key) ? key.value : key);
      return ofNode(value as Node | null, at(place, name, place.setting === "" ? name : `.${name}`), name);
    });
  }
  if (!isSeq(node)) return [];
  const names = node.items.map((item, index) => nameOf(item, index));
  return node.items.flatMap((item, index) => {
    const name = names[index] ?? "";
    const nth = names.slice(0, index).filter((each) => each === name).length;
    const label = nth === 0 ? `[${name}]` : `[${name} ${nth + 1}]`;
    return ofNode(item as Node, at(place, index, label), String(place.path.at(-1) ?? ""));
  });
}

/** @param name of the setting that the value belongs to */
function ofNode(node: Node | null, place: Place, name: string): Mutant[] {
  const removed =
    node && isShared(node, place)
      ? []
      : [
          mutantOf(place, "removed", (text) =>
            changed(place, text, (document) => document.deleteIn(place.path)),
          ),
        ];
  if (node === null || isAlias(node)) return removed;
  if (!isScalar(node)) return [...removed, ...passing(node, place, name), ...below(node, place)];
  if (TOLD.has(name)) return removed;
  const others = otherValues(name, String(node.value).trimEnd(), typeof place.path.at(-1) === "number");
  return [
    ...removed,
    ...others.map((other) =>
      mutantOf(place, other, (text, to = "") =>
        changed(place, text, (document) => put(document, place.path, to)),
      ),
    ),
  ];
}

function passing(node: Node, place: Place, name: string): Mutant[] {
  if (name !== "test" || !isSeq(node)) return [];
  const change = { kind: "another value" as const, to: PASSES.join(" ") };
  return [
    mutantOf(place, change, (text) =>
      changed(place, text, (document) =>
        document.setIn(place.path, document.createNode(PASSES, { flow: true })),
      ),
    ),
  ];
}

function changed({ file }: Place, text: string, change: (document: Document.Parsed) => void): string {
  const document = parseDocument(text);
  change(document);
  return file.endsWith(".json")
    ? `${JSON.stringify(document.toJS(), null, 2)}\n`
    : document.toString({ lineWidth: 0 });
}

/** Whether an anchor in it is spoken of elsewhere: no program would read the file without it. */
function isShared(node: Node, { aliases }: Place): boolean {
  const within = aliasesIn(node);
  let isSpokenOf = false;
  visit(node, {
    Node(_, { anchor }: { anchor?: string }) {
      if (anchor && (aliases.get(anchor) ?? 0) > (within.get(anchor) ?? 0)) isSpokenOf = true;
    },
  });
  return isSpokenOf;
}

function aliasesIn(node: Node): Map<string, number> {
  const counts = new Map<string, number>();
  visit(node, {
    Alias(_, { source }) {
      counts.set(source, (counts.get(source) ?? 0) + 1);
    },
  });
  return counts;
}

/** Of the kind that it was: a number stays a number, a text a text. */
function put(document: Document.Parsed, path: Path, to: string): void {
  const node = document.getIn(path, true);
  if (!isScalar(node)) throw new Error(`there is no ${path.join(".")} any more`);
  if (typeof node.value === "number") node.value = Number(to);
  else if (typeof node.value === "boolean") node.value = to === "true";
  else node.value = String(node.value).endsWith("\n") ? `${to}\n` : to;
}

function at(place: Place, key: string | number, label: string): Place {
  return { ...place, path: [...place.path, key], setting: place.setting + label };
}

function nameOf(item: unknown, index: number): string {
  if (isScalar(item)) return String(item.value);
  if (isAlias(item)) return `*${item.source}`;
  if (!isMap(item)) return String(index);
  const named = NAMED_BY.map(
    (key) => item.items.find((pair) => isPair(pair) && String(pair.key) === key)?.value,
  );
  const found = named.find((value) => isScalar(value));
  return isScalar(found) ? String(found.value) : String(index);
}
