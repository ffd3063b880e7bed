import { join } from "node:path";
import { execa } from "execa";
import { Undetermined } from "../../kernel/undetermined.ts";
import { DeadlinePassed, done, notYet, until } from "../../kernel/wait.ts";
import { ROOT } from "../../stack/compose-file.ts";

const WATCHES_WITHIN_MS = 60_000;
const BEGINS = "A rollback would begin: ";

/**
 * `npm run rollback -- --watch --dry-run` on a stack: what the watcher of a rollback sees, as an operator would read it.
 */
export class RehearsedWatch implements AsyncDisposable {
  readonly #running;
  #text = "";
  /** Where in the text the present look began. */
  #from = 0;

  constructor(stack: string) {
    const command = [join(ROOT, "scripts/rollback.ts"), "--stack", stack, "--watch", "--dry-run"];
    this.#running = execa(process.execPath, command, { all: true, reject: false, stdin: "ignore" });
    this.#running.all.on("data", (chunk: Buffer) => {
      this.#text += chunk.toString("utf8");
    });
  }

  /** Everything that it has printed. */
  get printed(): string {
    return this.#text;
  }

  /** Waits until it watches. @returns the names of what it watches @throws Undetermined when it does not begin */
  async watching(): Promise<string[]> {
    const names = await this.#until("the watcher of the rollback has begun", WATCHES_WITHIN_MS, () => {
      const [, list] = /^Watching (.*);/m.exec(this.#text) ?? [];
      return list?.split(", ");
    });
    if (!names) throw new Undetermined(`the watcher of the rollback did not begin: ${this.#text}`);
    return names;
  }

  /** From now on only what it says later counts. */
  lookAnew(): void {
    this.#from = this.#text.length;
  }

  /** The triggers for which it would have begun a rollback since: "MemoryCritical of redis". */
  get begun(): string[] {
    return begunIn(this.#text.slice(this.#from));
  }

  /** Waits until it would have begun a rollback for each of these. @returns those that it never spoke of */
  async missed(triggers: readonly string[], withinMs: number): Promise<string[]> {
    const missing = () => triggers.filter((each) => !this.begun.includes(each));
    await this.#until("a rollback would begin", withinMs, () => (missing().length === 0 ? true : undefined));
    return missing();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#running.kill();
    await this.#running;
  }

  async #until<T>(question: string, deadlineMs: number, answer: () => T | undefined): Promise<T | undefined> {
    try {
      return await until(question, { deadlineMs, everyMs: 100 }, () => {
        const found = answer();
        return found === undefined ? notYet(this.#text.trim().split("\n").at(-1) ?? "nothing") : done(found);
      });
    } catch (thrown) {
      if (thrown instanceof DeadlinePassed) return undefined;
      throw thrown;
    }
  }
}

/** The triggers that lines of the watcher name, each once. */
export function begunIn(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.startsWith(BEGINS));
  const triggers = lines.flatMap((line) =>
    [...line.matchAll(/(\w+ of \S+) is firing/g)].map(([, each = ""]) => each),
  );
  return [...new Set(triggers)];
}
