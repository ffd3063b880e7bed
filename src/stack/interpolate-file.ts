import { type Scalar, visit } from "yaml";
import { messageOf, Problem } from "../kernel/problem.ts";
import type { YamlFile } from "../kernel/yaml-file.ts";
import { interpolate, type Variables } from "./interpolate.ts";

/** What becomes of texts with variables, in their order. */
type Resolve = (texts: readonly string[]) => readonly string[];

/** Replaces the variables in every value of a file. @throws Problem with the line of one that has to be set and is not */
export function interpolateFile(file: YamlFile, variables: Variables): void {
  interpolateFileBy(file, (texts) => texts.map((text) => interpolate(text, variables)));
}

/** The same, with what somebody else makes of the values. */
export function interpolateFileBy(file: YamlFile, resolve: Resolve): void {
  const found: Scalar<string>[] = [];
  visit(file.document, {
    Scalar(key, node) {
      if (key !== "key" && typeof node.value === "string" && node.value.includes("$"))
        found.push(node as Scalar<string>);
    },
  });
  const values = resolvedOf(file, found, resolve);
  for (const [index, node] of found.entries()) node.value = values[index] ?? "";
}

function resolvedOf(file: YamlFile, nodes: readonly Scalar<string>[], resolve: Resolve): readonly string[] {
  try {
    return resolve(nodes.map(({ value }) => value));
  } catch (thrown) {
    throw refused(file, nodes, resolve) ?? thrown;
  }
}

/** The line of the first value that is not taken by itself; none where all of them are refused for another reason. */
function refused(file: YamlFile, nodes: readonly Scalar<string>[], resolve: Resolve): Problem | undefined {
  for (const node of nodes) {
    try {
      resolve([node.value]);
    } catch (thrown) {
      if (thrown instanceof Problem) return undefined;
      return file.malformed([`line ${file.lineAt(node.range?.[0] ?? 0)}: ${messageOf(thrown)}`]);
    }
  }
  return undefined;
}
