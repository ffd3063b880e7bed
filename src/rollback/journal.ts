import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { jsonOf } from "../kernel/json.ts";
import { Problem } from "../kernel/problem.ts";
import { deeplyWithoutSecrets } from "../kernel/secrets.ts";
import type { Progress, Step } from "../kernel/steps.ts";
import { BACKUPS } from "./snapshot.ts";

const FILE = "journal.json";

const tallySchema = z.strictObject({ frames: z.number().int(), digest: z.string() });

const exportedSchema = z.strictObject({
  /** Of each stream and queue, by its name in the export, the frames in it. */
  destinations: z.record(z.string(), tallySchema),
  /** Consumers that were connected meanwhile, and may have taken frames. */
  consumers: z.number().int(),
});

const journalSchema = z.strictObject({
  /** Snapshot or git ref, as it was asked for; and the snapshot that it stands for. */
  to: z.string(),
  snapshot: z.string(),
  /** Why: the triggers that fired, none when a person decided. */
  triggers: z.array(z.string()),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  /** Services that had a container when it began, without the producers. */
  services: z.array(z.string()),
  /** Producers that ran, to be started again. */
  producers: z.array(z.string()),
  /** By the id of the broker. */
  exports: z.record(z.string(), exportedSchema),
  steps: z.array(z.strictObject({ name: z.string(), ms: z.number(), said: z.string() })),
});

export type JournalEntry = z.infer<typeof journalSchema>;
export type Exported = z.infer<typeof exportedSchema>;

/** What a rollback has done so far, kept on disk after every step, so that an interrupted one goes on where it stopped. */
export class Journal {
  readonly folder: string;
  readonly entry: JournalEntry;

  /** Begins a rollback below a stack's folder. */
  static begin(
    root: string,
    begun: Pick<JournalEntry, "to" | "snapshot" | "triggers" | "services" | "producers">,
  ): Journal {
    const startedAt = new Date().toISOString();
    const folder = join(rollbacksOf(root), startedAt.replaceAll(":", "-"));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const journal = new Journal(folder, { ...begun, startedAt, exports: {}, steps: [] });
    journal.#write();
    return journal;
  }

  /** The rollback that was begun last and has not ended. @throws Problem when its journal can't be read */
  static unfinished(root: string): Journal | undefined {
    const last = existsSync(rollbacksOf(root)) ? readdirSync(rollbacksOf(root)).sort().at(-1) : undefined;
    if (!last) return undefined;
    const folder = join(rollbacksOf(root), last);
    const content = contentOf(folder);
    return hasEnded(content) ? undefined : Journal.#of(folder, content);
  }

  /** @throws Problem when it is damaged, or of another version */
  static read(folder: string): Journal {
    return Journal.#of(folder, contentOf(folder));
  }

  static #of(folder: string, content: unknown): Journal {
    const read = journalSchema.safeParse(content);
    if (read.success) return new Journal(folder, read.data);
    throw new Problem({
      subject: `the rollback journal ${join(folder, FILE)}`,
      expected: "a journal of this version",
      seen: read.error.issues
        .map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`)
        .join("; "),
      remedy: `finish that rollback with the version that began it, or set it aside (its export stays): mv ${folder} ${join(folder, "../..", basename(folder))}`,
    });
  }

  private constructor(folder: string, entry: JournalEntry) {
    this.folder = folder;
    this.entry = entry;
  }

  /** The step, done once and timed: what an earlier attempt has done is not done again. */
  recorded({ name, ensure }: Step): Step {
    return {
      name,
      ensure: async (progress: Progress) => {
        const before = this.entry.steps.find((step) => step.name === name);
        if (before) return `done before: ${before.said}`;
        const start = performance.now();
        const said = await ensure(progress);
        this.entry.steps.push({ name, ms: Math.round(performance.now() - start), said });
        this.#write();
        return said;
      },
    };
  }

  /** Gives the steps up or declares them done: the next rollback begins anew. */
  end(): void {
    this.entry.endedAt = new Date().toISOString();
    this.#write();
  }

  #write(): void {
    const file = join(this.folder, FILE);
    writeFileSync(`${file}.tmp`, `${JSON.stringify(deeplyWithoutSecrets(this.entry), null, 2)}\n`, {
      mode: 0o600,
    });
    renameSync(`${file}.tmp`, file);
  }
}

/** Of a journal of whatever version. */
function hasEnded(content: unknown): boolean {
  return z.object({ endedAt: z.string() }).safeParse(content).success;
}

function contentOf(folder: string): unknown {
  return jsonOf(readFileSync(join(folder, FILE), "utf8"));
}

function rollbacksOf(root: string): string {
  return join(root, BACKUPS, "rollbacks");
}
