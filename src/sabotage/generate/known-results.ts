import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Fate } from "../../judges/sabotage-generated.ts";
import { ROOT } from "../../stack/compose-file.ts";
import type { Mutant } from "./mutant.ts";
import type { Begun, Outcome } from "./outcome.ts";

const RESULTS = join(ROOT, "reports/sabotage/generated.json");
/** What the repository keeps, so that a run on a new host goes on where the last one ended. */
const DELIVERED = join(ROOT, "fixtures/sabotage/known-results.json");

const trial = {
  id: z.string(),
  /** ISO 8601. */
  triedAt: z.string(),
  /** Of its file, unchanged: a result of another text says nothing. */
  of: z.string(),
};
const result = z.object({
  ...trial,
  status: z.enum(["caught", "refused", "survived", "equivalent", "beyond host"]),
  /** The criterion that caught it, or the program that refuses it or takes it for the same. */
  by: z.string().optional(),
});
const begun = z.object({
  ...trial,
  status: z.literal("begun"),
  passed: z.array(z.string()),
  isSeen: z.boolean(),
});
const results = z.array(z.discriminatedUnion("status", [result, begun]));

export type Result = z.infer<typeof result>;
type BegunResult = z.infer<typeof begun>;

/** What is known of the mutants, from this run and from earlier ones. */
export class KnownResults {
  readonly #results: Map<string, Result>;
  /** Of those that have no outcome: a run that goes on with them need not begin again. */
  readonly #begun: Map<string, BegunResult>;
  readonly #mutants: readonly Mutant[];
  readonly #hashes: ReadonlyMap<string, string>;

  /** @param files where they are kept; what is not about the files of today is left out */
  static read(mutants: readonly Mutant[], files: readonly string[] = [DELIVERED, RESULTS]): KnownResults {
    const kept = files
      .filter((file) => existsSync(file))
      .flatMap((file) => results.parse(JSON.parse(readFileSync(file, "utf8"))));
    return new KnownResults(mutants, kept, hashesOf(mutants));
  }

  /** @param kept of several of one mutant the latest holds */
  constructor(
    mutants: readonly Mutant[],
    kept: readonly (Result | BegunResult)[],
    hashes: ReadonlyMap<string, string>,
  ) {
    const files = new Map(mutants.map(({ id, file }) => [id, file]));
    const current = kept
      .filter(({ id, of }) => hashes.get(files.get(id) ?? "") === of)
      .toSorted((a, b) => a.triedAt.localeCompare(b.triedAt));
    this.#mutants = mutants;
    this.#hashes = hashes;
    this.#results = new Map(current.flatMap((each) => (each.status === "begun" ? [] : [[each.id, each]])));
    this.#begun = new Map(
      current.flatMap((each) =>
        each.status === "begun" && !this.#results.has(each.id) ? [[each.id, each]] : [],
      ),
    );
  }

  /** The mutants, those first that were never tried, then those whose trial is the longest ago. */
  get oldestFirst(): Mutant[] {
    const triedAt = ({ id }: Mutant) => (this.#results.get(id) ?? this.#begun.get(id))?.triedAt ?? "";
    return this.#mutants.toSorted((a, b) => triedAt(a).localeCompare(triedAt(b)));
  }

  get fates(): Fate[] {
    return [...this.#results.values()];
  }

  /** What came of a mutant; none of one that has only begun. */
  of(id: string): Result | undefined {
    return this.#results.get(id);
  }

  /** How far one has come that has no outcome. */
  begunOf(id: string): Begun | undefined {
    return this.#begun.get(id);
  }

  /** Whether a program has said all that there is to say of it, and will say so again of the same file. */
  isSettled(id: string): boolean {
    const status = this.#results.get(id)?.status;
    return status === "equivalent" || status === "refused";
  }

  add({ id, file }: Mutant, outcome: Outcome, now = new Date()): void {
    const of = this.#hashes.get(file) ?? "";
    this.#results.set(id, { id, ...outcome, triedAt: now.toISOString(), of });
    this.#begun.delete(id);
  }

  /** An outcome of earlier is left as it is. */
  begin({ id, file }: Mutant, { passed, isSeen }: Begun, now = new Date()): void {
    if (this.#results.has(id)) return;
    const of = this.#hashes.get(file) ?? "";
    this.#begun.set(id, {
      id,
      status: "begun",
      passed: [...passed],
      isSeen,
      triedAt: now.toISOString(),
      of,
    });
  }

  write(file = RESULTS): void {
    mkdirSync(dirname(file), { recursive: true });
    const lines = [...this.#results.values(), ...this.#begun.values()]
      .toSorted((a, b) => a.id.localeCompare(b.id))
      .map((each) => JSON.stringify(each));
    writeFileSync(file, `[\n${lines.join(",\n")}\n]\n`);
  }

  /** Into the repository: which criterion caught a mutant, without what it said on this host. */
  deliver(file = DELIVERED): void {
    const told = [...this.#results.values()].map(({ by, ...rest }) =>
      by === undefined ? rest : { ...rest, by: by.split(": ")[0] ?? by },
    );
    new KnownResults(this.#mutants, [...told, ...this.#begun.values()], this.#hashes).write(file);
  }
}

function hashesOf(mutants: readonly Mutant[]): Map<string, string> {
  const files = [...new Set(mutants.map(({ file }) => file))];
  return new Map(
    files.map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(ROOT, file)))
        .digest("hex"),
    ]),
  );
}
