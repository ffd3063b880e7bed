import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { type Double, declares, readDouble } from "./double.ts";

/**
 * The modules of a scratch copy that doubles have replaced. Plain files, so that the runner, threads and child
 * processes all load the double: the original moves to `NAME.original.ts`, and in its place stands a module that exports
 * what the double replaces and, for the rest, what the original does.
 */
export class ReplacedModules {
  readonly #root: string;
  /** Names of the doubles that are in place. */
  readonly #placed = new Set<string>();
  /** For each module how many doubles it has. */
  readonly #counts = new Map<string, number>();

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * Puts a double in place. One that is there already stays; a second one of the same module wraps the first.
   * @throws Error when the double cannot be read, or the original does not export what it replaces
   */
  replace(name: string): void {
    if (this.#placed.has(name)) return;
    const double = readDouble(this.#root, name);
    const { file, of, specifier, names } = double;
    const count = this.#counts.get(of) ?? 0;
    const code = this.#read(count > 0 ? originalOf(of, 1) : of);
    const unknown = names.filter((each) => !declares(code, each));
    if (unknown.length > 0)
      throw new Error(`${file} replaces ${unknown.join(", ")}, which ${of} does not export`);
    const original = originalOf(of, count + 1);
    renameSync(join(this.#root, of), join(this.#root, original));
    this.#write(of, standIn(double, original));
    const moved = join(dirname(specifier), basename(original));
    this.#write(file, this.#read(file).replaceAll(`"${specifier}"`, `"${moved}"`));
    this.#counts.set(of, count + 1);
    this.#placed.add(name);
  }

  #read(file: string): string {
    return readFileSync(join(this.#root, file), "utf8");
  }

  #write(file: string, text: string): void {
    writeFileSync(join(this.#root, file), text);
  }
}

/** Where a module is once it has that many doubles. */
function originalOf(module: string, doubles: number): string {
  return module.replace(/\.ts$/, doubles === 1 ? ".original.ts" : `.original-${doubles}.ts`);
}

/** The explicit export wins over the one of everything. */
function standIn({ file, of, names }: Double, original: string): string {
  return [
    `export * from "./${basename(original)}";`,
    `export { ${names.join(", ")} } from "${relative(dirname(of), file)}";`,
    "",
  ].join("\n");
}
