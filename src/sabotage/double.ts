import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** The folder of the doubles, from the root. */
export const DOUBLES = "fixtures/sabotage/doubles";

/**
 * A module that replaces a module of the code. It imports that one as `original` and ends with the line
 * `({ A, B }) satisfies Partial<typeof original>;`, so that the type check fails once the original changes.
 * Whoever imports A or B gets the double's; what the original calls of itself stays its own.
 */
export interface Double {
  /** Where it is, from the root. */
  file: string;
  /** The module of the code, from the root. */
  of: string;
  /** How it names that module in its imports. */
  specifier: string;
  /** The exports of the original that it replaces. */
  names: readonly string[];
}

/**
 * Reads the double of that name.
 * @param root of the repository, or of a copy
 * @throws Error when there is none, or when it does not say what it replaces
 */
export function readDouble(root: string, name: string): Double {
  const file = `${DOUBLES}/${name}.ts`;
  if (!existsSync(join(root, file))) throw new Error(`there is no double ${file}`);
  const text = readFileSync(join(root, file), "utf8");
  const [, specifier] = /^import (?:type )?\* as original from "(\.[^"]+)";$/m.exec(text) ?? [];
  if (!specifier)
    throw new Error(`${file} imports no module of the code: import * as original from "../../../src/...";`);
  const [, list = ""] = /^\(\{([\w\s,]+)\}\) satisfies Partial<typeof original>;$/m.exec(text) ?? [];
  const names = list.match(/\w+/g) ?? [];
  if (names.length === 0)
    throw new Error(`${file} replaces nothing: end it with ({ NAME }) satisfies Partial<typeof original>;`);
  const of = normalize(join(dirname(file), specifier));
  if (!existsSync(join(root, of))) throw new Error(`${file} is a double of ${of}, which does not exist`);
  const lacking = names.filter((each) => !declares(text, each));
  if (lacking.length > 0) throw new Error(`${file} does not export ${lacking.join(", ")}`);
  return { file, of, specifier, names };
}

/** Whether a module exports a declaration of that name. */
export function declares(text: string, name: string): boolean {
  return new RegExp(`^export (?:async |abstract )?(?:function|class|const|let) ${name}\\b`, "m").test(text);
}
