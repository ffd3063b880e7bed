import { readFileSync } from "node:fs";
import { type Document, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { messageOf, Problem } from "./problem.ts";

/** A YAML file whose every complaint names the line it is about. */
export class YamlFile {
  readonly document: Document.Parsed;
  readonly #name: string;
  readonly #remedy: string;
  readonly #lines = new LineCounter();

  /**
   * @param name the file as the messages call it: "plan/plan.yaml"
   * @param remedy what to do about a malformed one
   * @throws Problem when it cannot be read or is no YAML
   */
  constructor(path: string, { name, remedy }: { name: string; remedy: string }) {
    this.#name = name;
    this.#remedy = remedy;
    this.document = parseDocument(this.#read(path), { lineCounter: this.#lines, merge: true });
    const [syntax] = this.document.errors;
    if (syntax)
      throw this.malformed([`line ${this.lineAt(syntax.pos[0])}: ${syntax.message.split("\n")[0]}`]);
  }

  /** The content as the schema describes it. @throws Problem that lists everything the file has wrong, by line */
  parse<T extends z.ZodType>(schema: T): z.output<T> {
    const parsed = schema.safeParse(this.document.toJS());
    if (parsed.success) return parsed.data;
    throw this.malformed(
      parsed.error.issues.map(
        (issue) =>
          `line ${this.lineOf(issue.path)}: ${issue.path.join(".") || "top level"}: ${explain(issue)}`,
      ),
    );
  }

  lineAt(offset: number): number {
    return this.#lines.linePos(offset).line;
  }

  /** The line of the deepest node on the way to `path` that the document has: a missing key has no place of its own. */
  lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.document.getIn(path.slice(0, length), true);
      const range = (node as { range?: [number, number, number] } | undefined)?.range;
      if (range) return this.lineAt(range[0]);
    }
    return 1;
  }

  malformed(problems: readonly string[]): Problem {
    return new Problem({
      subject: this.#name,
      expected: "a file without mistakes",
      seen: problems.length === 1 ? (problems[0] ?? "") : `\n    ${problems.join("\n    ")}`,
      remedy: this.#remedy,
    });
  }

  #read(path: string): string {
    try {
      return readFileSync(path, "utf8");
    } catch (thrown) {
      const seen = messageOf(thrown);
      throw new Problem(
        {
          subject: this.#name,
          expected: "a file that can be read",
          seen,
          remedy: "correct its name, or make it readable",
        },
        { cause: thrown },
      );
    }
  }
}

/** Of a union's branches, one that knows the keys that are there is the one that the writer meant. */
function explain(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue.message;
  const meant = issue.errors.filter((errors) => !errors.some(({ code }) => code === "unrecognized_keys"));
  const branches = (meant.length > 0 ? meant : issue.errors).map((errors) =>
    errors.map((each) => [...each.path, explain(each)].join(": ")).join(", "),
  );
  return [...new Set(branches)].join("; or ");
}
