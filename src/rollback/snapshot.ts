import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { messageOf, Problem } from "../kernel/problem.ts";
import { letOthersRead } from "../stack/mountable-folder.ts";

/** What makes up a stack's configuration, below its folder. `.env` holds credentials and images. */
const PARTS = ["docker-compose.yml", ".env", "config", "dashboards/message-broker.json"];
/** Those of the folders that containers mount. */
const MOUNTED = ["config", "dashboards"];
const MANIFEST = "snapshot.json";
const NAME = /^[\w][\w.-]*$/;
/** The folder below the stack's that keeps snapshots and rollbacks; readable by its owner alone, as .env is. */
export const BACKUPS = "backups";

const manifestSchema = z.strictObject({
  /** ISO 8601. */
  takenAt: z.iso.datetime(),
  /** Each file below the stack's folder, with its SHA-256. */
  files: z.record(z.string(), z.string()),
  /** The images of the services, by name, each with the engine's id of it. */
  images: z.record(z.string(), z.string()),
});

type Manifest = z.infer<typeof manifestSchema>;

/** A kept configuration of a stack, and the versions that ran with it. */
export class Snapshot {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;

  /**
   * Keeps the configuration of a stack as it is now.
   * @param images that its services run, by name, with the engine's ids
   * @throws Problem for a name that is taken or no file name
   */
  static take(root: string, name: string, images: Record<string, string>): Snapshot {
    return Snapshot.fromFolder(root, name, root, images);
  }

  /** Keeps the configuration that another folder holds, as one that was taken out of Git. */
  static fromFolder(root: string, name: string, from: string, images: Record<string, string>): Snapshot {
    const folder = join(snapshotsOf(root), nameable(name));
    if (existsSync(folder)) {
      throw new Problem({
        subject: `snapshot ${name}`,
        expected: "a name that is free",
        seen: `one taken at ${Snapshot.open(root, name).manifest.takenAt}`,
        remedy: "choose another name, or remove its folder",
      });
    }
    const unfinished = `${folder}.tmp`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    for (const part of PARTS.filter((each) => existsSync(join(from, each)))) {
      cpSync(join(from, part), join(unfinished, "files", part), { recursive: true });
    }
    const files = digestsOf(join(unfinished, "files"));
    const manifest: Manifest = { takenAt: new Date().toISOString(), files, images };
    writeFileSync(join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    renameSync(unfinished, folder);
    return new Snapshot(name, folder, manifest);
  }

  /**
   * The snapshot of that name, as it was taken.
   * @throws Problem when there is none, or when its files are no longer those that were kept
   */
  static open(root: string, name: string): Snapshot {
    const folder = join(snapshotsOf(root), nameable(name));
    if (!existsSync(join(folder, MANIFEST))) throw noSnapshot(root, name);
    const snapshot = new Snapshot(name, folder, readManifest(folder));
    const changed = differences(snapshot.manifest.files, digestsOf(join(folder, "files")));
    if (changed.length === 0) return snapshot;
    throw new Problem({
      subject: `snapshot ${name}`,
      expected: "the files that were kept",
      seen: changed.join(", "),
      remedy: `restore them in ${folder}, or take another snapshot: nobody has tried what is there now`,
    });
  }

  /** Names of the snapshots of a stack, the newest first; what rollbacks replaced is not among them. */
  static names(root: string): string[] {
    const folder = snapshotsOf(root);
    if (!existsSync(folder)) return [];
    const takenAt = (name: string) => readManifest(join(folder, name)).takenAt;
    return readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, MANIFEST)) && !name.startsWith(REPLACED))
      .sort((a, b) => takenAt(b).localeCompare(takenAt(a)));
  }

  protected constructor(name: string, folder: string, manifest: Manifest) {
    this.name = name;
    this.folder = folder;
    this.manifest = manifest;
  }

  /** Files in which a stack's folder differs from this, each with how. */
  differencesTo(root: string): string[] {
    return differences(this.manifest.files, digestsOf(root));
  }

  /** Puts every file back as it was, and removes those of the configuration that were not there. */
  restore(root: string): void {
    for (const file of Object.keys(digestsOf(root))) {
      if (!(file in this.manifest.files)) rmSync(join(root, file));
    }
    for (const file of Object.keys(this.manifest.files)) {
      const target = join(root, file);
      mkdirSync(dirname(target), { recursive: true });
      const kept = join(this.folder, "files", file);
      // Beside it first: an interruption leaves the old file or the new one, never half of one.
      cpSync(kept, `${target}.tmp`);
      chmodSync(`${target}.tmp`, statSync(kept).mode);
      renameSync(`${target}.tmp`, target);
    }
    for (const folder of MOUNTED.map((name) => join(root, name)).filter(existsSync)) letOthersRead(folder);
  }
}

/** How snapshots of what a rollback replaced begin. */
export const REPLACED = "replaced-";

function snapshotsOf(root: string): string {
  return join(root, BACKUPS, "snapshots");
}

function nameable(name: string): string {
  if (NAME.test(name)) return name;
  throw new Problem({
    subject: `snapshot ${name}`,
    expected: "a name of letters, digits, dots, dashes and underscores",
    seen: name,
    remedy: "choose such a name, as before-tuning",
  });
}

function noSnapshot(root: string, name: string): Problem {
  const names = Snapshot.names(root);
  return new Problem({
    subject: `snapshot ${name}`,
    expected: "a snapshot or a git ref of that name",
    seen: names.length > 0 ? `the snapshots ${names.join(", ")}` : "no snapshot at all",
    remedy:
      names.length > 0
        ? "name one of them with --to"
        : "take one while the stack is well (npm run rollback -- --save good), or name a git ref with --to",
  });
}

function readManifest(folder: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")));
  } catch (thrown) {
    throw new Problem(
      {
        subject: join(folder, MANIFEST),
        expected: "what was written when the snapshot was taken",
        seen: thrown instanceof z.ZodError ? z.prettifyError(thrown) : messageOf(thrown),
        remedy: "remove the snapshot's folder and take another",
      },
      { cause: thrown },
    );
  }
}

function digestsOf(folder: string): Record<string, string> {
  const files = PARTS.flatMap((part) => {
    const path = join(folder, part);
    if (!existsSync(path)) return [];
    if (statSync(path).isFile()) return [part];
    return globSync("**/*", { cwd: path, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(part, join(entry.parentPath, entry.name).slice(path.length + 1)));
  });
  const digest = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
  return Object.fromEntries(files.sort().map((file) => [file, digest(file)]));
}

function differences(expected: Record<string, string>, seen: Record<string, string>): string[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(seen)])].sort();
  return names.flatMap((name) => {
    if (!(name in seen)) return [`${name} is missing`];
    if (!(name in expected)) return [`${name} is new`];
    return expected[name] === seen[name] ? [] : [`${name} is changed`];
  });
}
