import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { scratchFolder } from "../src/kernel/scratch-folder.ts";

const HERE = join(import.meta.dirname, "..");

/**
 * A fresh clone, where npm is a program that notes how it was called and installs what `installs` says.
 * @param linked the packages of another folder, to which its own lead
 */
async function launchedIn(env: Record<string, string>, installs = INSTALLS, linked?: string) {
  const root = scratchFolder("launch-");
  if (linked) symlinkSync(linked, join(root, "node_modules"));
  for (const file of [
    "scripts/launch.mjs",
    "src/kernel/exclusively.mjs",
    "src/kernel/exit-codes.mjs",
    "src/kernel/orphaned.mjs",
    "package.json",
    "package-lock.json",
  ]) {
    cpSync(join(HERE, file), join(root, file));
  }
  mkdirSync(join(root, "bin"));
  writeFileSync(join(root, "bin/npm"), `#!/bin/sh\necho "$@" >npm-args\nenv >npm-env\n${installs}\n`);
  chmodSync(join(root, "bin/npm"), 0o755);
  const ended = await execa(process.execPath, [join(root, "scripts/launch.mjs"), "command", "--option"], {
    env: { ...env, PATH: `${join(root, "bin")}${delimiter}${process.env.PATH}` },
    reject: false,
  });
  const read = (name: string) => (existsSync(join(root, name)) ? readFileSync(join(root, name), "utf8") : "");
  return { ...ended, root, npmArgs: read("npm-args"), npmEnv: read("npm-env") };
}

const INSTALLS = `mkdir -p node_modules/node/bin
printf '#!/bin/sh\\necho "ran $@"\\n' >node_modules/node/bin/node
chmod +x node_modules/node/bin/node`;

test("all packages are installed with their scripts, whatever NODE_ENV and npm's settings leave out", async () => {
  const { exitCode, npmArgs, stdout } = await launchedIn({
    NODE_ENV: "production",
    npm_config_ignore_scripts: "true",
    npm_config_omit: "dev",
  });

  expect(npmArgs).toContain("ci --include=dev --include=optional --ignore-scripts=false");
  expect(stdout).toMatch(/ran .*\/scripts\/command\.ts --option/);
  expect(exitCode).toBe(0);
});

test("an installation without the pinned Node is told as such", async () => {
  const { exitCode, stderr } = await launchedIn({}, "mkdir -p node_modules");

  expect(exitCode).toBe(3);
  expect(stderr).toMatch(
    /expected npm ci to install them, saw exit 0 and no \S+node_modules\/node\/bin\/node/,
  );
});

test("without a home that can be written npm keeps its cache in the repository", async () => {
  const { npmEnv, root } = await launchedIn({ npm_config_cache: "/dev/null/npm" });

  expect(npmEnv).toContain(`npm_config_cache=${root}/.tmp/npm-cache`);
});

test("packages of another folder are taken as they are: npm would empty that folder", async () => {
  const other = scratchFolder("packages-");
  mkdirSync(join(other, "node/bin"), { recursive: true });
  writeFileSync(join(other, "node/bin/node"), '#!/bin/sh\necho "ran $@"\n');
  chmodSync(join(other, "node/bin/node"), 0o755);

  const { exitCode, npmArgs, stdout } = await launchedIn({}, INSTALLS, other);

  expect([exitCode, npmArgs]).toEqual([0, ""]);
  expect(stdout).toMatch(/ran .*\/scripts\/command\.ts --option/);
});

test("a link to a folder without packages is refused, and nothing is installed there", async () => {
  const { exitCode, npmArgs, stderr } = await launchedIn({}, INSTALLS, scratchFolder("packages-"));

  expect([exitCode, npmArgs]).toEqual([3, ""]);
  expect(stderr).toContain("remove the link");
});
