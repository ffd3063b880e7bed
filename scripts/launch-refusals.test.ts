import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { scratchFolder } from "../src/kernel/scratch-folder.ts";

const ROOT = join(import.meta.dirname, "..");

/** A fresh clone as far as the launcher sees it, beside an npm that notes how it was called. */
function clone({ npm }: { npm: string }): { folder: string; calls: () => string } {
  const parent = scratchFolder("launch ");
  const folder = join(parent, "clone");
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(parent, file)), { recursive: true });
    writeFileSync(join(parent, file), text);
  };
  for (const file of [
    "scripts/launch.mjs",
    ...["exclusively", "exit-codes", "orphaned"].map((name) => `src/kernel/${name}.mjs`),
  ]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(folder, file));
  }
  for (const file of ["package.json", "package-lock.json"]) write(`clone/${file}`, "{}");
  write("clone/scripts/run-command.ts", "");
  write("clone/scripts/say.ts", 'console.log("ran, NODE_ENV", process.env.NODE_ENV)');
  write("bin/npm", `#!/bin/sh\nprintf '%s\\n' "$@" > "${parent}/calls"\n${npm}\n`);
  chmodSync(join(parent, "bin/npm"), 0o755);
  return { folder, calls: () => readFileSync(join(parent, "calls"), "utf8") };
}

const INSTALLS = `mkdir -p node_modules/node/bin && ln -s "${process.execPath}" node_modules/node/bin/node`;

function launched(folder: string, env: Record<string, string | undefined> = {}) {
  return execa(process.execPath, [join(folder, "scripts/launch.mjs"), "say"], {
    env: { PATH: `${join(folder, "../bin")}${delimiter}${process.env.PATH}`, ...env },
    extendEnv: false,
    reject: false,
    all: true,
    stdin: "ignore",
  });
}

test("every package is installed, whatever npm's settings and NODE_ENV say", async () => {
  const { folder, calls } = clone({ npm: INSTALLS });

  const { all, exitCode } = await launched(folder, { HOME: folder, NODE_ENV: "production" });

  expect(exitCode, all).toBe(0);
  expect(all).toContain("ran, NODE_ENV undefined");
  expect(calls().split("\n")).toEqual(
    expect.arrayContaining([
      "ci",
      "--include=dev",
      "--include=optional",
      "--ignore-scripts=false",
      "--bin-links=true",
    ]),
  );
});

test("options that Node cannot start with are left out, and told", async () => {
  const { folder } = clone({ npm: INSTALLS });
  // As one that the host's Node takes and the pinned one does not: the test's own has no such option.
  const node = join(folder, "node_modules/node/bin/node");
  mkdirSync(dirname(node), { recursive: true });
  writeFileSync(
    node,
    `#!/bin/sh\n[ -z "$NODE_OPTIONS" ] || { echo "bad option" >&2; exit 9; }\nexec "${process.execPath}" "$@"\n`,
  );
  chmodSync(node, 0o755);
  const npm = join(folder, "../bin/npm");
  writeFileSync(npm, "#!/bin/sh\n");

  const { all, exitCode } = await launched(folder, {
    HOME: folder,
    NODE_OPTIONS: "--max-old-space-size=800",
  });

  expect(all).toContain("NODE_OPTIONS is left out, since Node cannot start with it: bad option");
  expect(exitCode).toBe(0);
});

test("a failed installation, and one that left Node out, are told apart", async () => {
  const failed = await launched(clone({ npm: "exit 7" }).folder, { HOME: tmpdir() });
  const leftOut = await launched(clone({ npm: "exit 0" }).folder, { HOME: tmpdir() });

  expect(failed).toMatchObject({ exitCode: 3, all: expect.stringContaining("saw exit 7") });
  expect(leftOut).toMatchObject({
    exitCode: 3,
    all: expect.stringContaining("saw exit 0 and no "),
  });
});

// Modes do not stop root.
test.skipIf(process.getuid?.() === 0)(
  "a folder that cannot be written to is told before npm is asked",
  async () => {
    const { folder } = clone({ npm: "touch asked" });
    chmodSync(folder, 0o555);

    const { all, exitCode } = await launched(folder);

    expect({ exitCode, all }).toEqual({
      exitCode: 3,
      all: expect.stringContaining("a folder that this user may write to"),
    });
    expect(existsSync(join(folder, "asked"))).toBe(false);
  },
);
