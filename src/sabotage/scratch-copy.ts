import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { execa, execaSync } from "execa";
import { SPEC_PROJECTS } from "../plan/lanes.ts";
import type { Results } from "../report/results/results.ts";
import { ROOT } from "../stack/compose-file.ts";
import { letOthersRead, mountableFolder } from "../stack/mountable-folder.ts";
import { ReplacedModules } from "./replaced-modules.ts";
import type { Batch, Edit, Sabotage } from "./sabotage.ts";

const RUN_WITHIN_MS = 600_000;
const ENDS_WITHIN_MS = 60_000;
const LAST_LINES = 40;

/** What a run of specs in a scratch copy left. */
export interface SabotagedRun {
  /** None when it wrote no report. */
  results: Results | undefined;
  /** The last lines that it printed. */
  output: string;
}

/** A copy of this repository, to be broken. */
export class ScratchCopy implements Disposable {
  readonly #root = mountableFolder();
  readonly #modules = new ReplacedModules(this.#root);

  constructor() {
    const listing = execaSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
      cwd: ROOT,
    });
    for (const file of listing.stdout.split("\0").filter((name) => name && existsSync(join(ROOT, name)))) {
      mkdirSync(dirname(join(this.#root, file)), { recursive: true });
      copyFileSync(join(ROOT, file), join(this.#root, file));
    }
    letOthersRead(this.#root);
    if (existsSync(join(ROOT, ".env"))) cpSync(join(ROOT, ".env"), join(this.#root, ".env"));
    symlinkSync(join(ROOT, "node_modules"), join(this.#root, "node_modules"));
  }

  /** @throws Error when what is to be changed is not there any more: the sabotage has to follow the code */
  break({ id, edits = [], doubles = [], dotEnv = {} }: Sabotage): void {
    for (const edit of edits) this.#edit(id, edit);
    for (const name of doubles) this.#modules.replace(name);
    for (const [name, value] of Object.entries(dotEnv))
      appendFileSync(join(this.#root, ".env"), `\n${name}=${value}\n`);
  }

  /** Changes the text of a file. */
  rewrite(file: string, change: (text: string) => string): void {
    const path = join(this.#root, file);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  }

  /** Runs specs here, with those who meddle with the run. */
  async run(
    { specs, tests, profile = "quick", sabotages }: Batch,
    env: Readonly<Record<string, string>> = {},
  ): Promise<SabotagedRun> {
    const filter = tests ? ["--testNamePattern", tests] : [];
    const vitest = join(this.#root, "node_modules/vitest/vitest.mjs");
    const ended = new AbortController();
    const running = this.#node(
      [vitest, "run", ...SPEC_PROJECTS.flatMap((name) => ["--project", name]), ...specs, ...filter],
      {
        SIGNOFF_PROFILE: profile,
        ...env,
        ...Object.assign({}, ...sabotages.map((each) => each.env?.() ?? {})),
      },
    );
    const meddling = sabotages.map(({ during }) => during?.({ pid: running.pid ?? 0, ended: ended.signal }));
    // Before the specs end, so that one that fails is heard of.
    const meddled = Promise.all(meddling);
    meddled.catch(() => undefined);
    const { all } = await running;
    ended.abort();
    await meddled;
    return this.#left(all);
  }

  /** Signs off here, as `npm run signoff -- ...` does. */
  async signOff(...args: string[]): Promise<SabotagedRun & { exitCode: number | undefined }> {
    const { all, exitCode } = await this.#node(["scripts/signoff.ts", ...args]);
    return { exitCode, ...this.#left(all) };
  }

  /** Where a file of this copy is. */
  pathOf(file: string): string {
    return join(this.#root, file);
  }

  /** A file of this copy; none where there is no such. */
  read(file: string): string | undefined {
    const path = this.pathOf(file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #node(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    return execa(process.execPath, args, {
      cwd: this.#root,
      env: { ...outsideVitest(), INIT_CWD: this.#root, ...env },
      extendEnv: false,
      all: true,
      reject: false,
      stdin: "ignore",
      timeout: RUN_WITHIN_MS,
      forceKillAfterDelay: ENDS_WITHIN_MS,
    });
  }

  #left(output: string): SabotagedRun {
    const report = this.read("reports/results.json");
    return {
      results: report === undefined ? undefined : (JSON.parse(report) as Results),
      output: output.split("\n").slice(-LAST_LINES).join("\n"),
    };
  }

  #edit(id: string, { file, from, to }: Edit): void {
    this.rewrite(file, (text) => {
      if (!text.includes(from)) throw new Error(`sabotage ${id}: ${file} does not hold "${from}" any more`);
      return text.replace(from, () => to);
    });
  }
}

/** The environment without what the runner tells its workers: the specs' run is one of its own. */
function outsideVitest(): Record<string, string> {
  const own = /^(VITEST|SIGNOFF_|NODE_ENV$|TEST$|DEV$|PROD$|MODE$|BASE_URL$|SSR$)/;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      own.test(name) || value === undefined ? [] : [[name, value]],
    ),
  );
}
