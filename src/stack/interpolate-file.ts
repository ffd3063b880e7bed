import { visit } from "yaml";
import { messageOf } from "../problem.ts";
import type { YamlFile } from "../yaml-file.ts";
import { interpolate, type Variables } from "./interpolate.ts";

/** Replaces the variables in every value of a file. @throws Problem with the line of one that has to be set and is not */
export function interpolateFile(file: YamlFile, variables: Variables): void {
  visit(file.document, {
    Scalar(_key, node) {
      if (typeof node.value !== "string") return;
      try {
        node.value = interpolate(node.value, variables);
      } catch (thrown) {
        throw file.malformed([`line ${file.lineAt(node.range?.[0] ?? 0)}: ${messageOf(thrown)}`]);
      }
    },
  });
}
