import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { currentRun } from "../kernel/run-identity.ts";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { ROOT } from "./compose-file.ts";
import { letOthersRead, mountableFolder, sweepMountableFolders } from "./mountable-folder.ts";

function newHome(): string {
  return scratchFolder("mountable-");
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("a folder is below the repository, where Git does not see it", () => {
  const folder = mountableFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));

  expect(folder.startsWith(`${ROOT}/`)).toBe(true);
  const ignored = readFileSync(join(ROOT, ".gitignore"), "utf8").split("\n");
  expect(ignored).toContain(`/${relative(ROOT, dirname(folder))}/`);
});

test("every user may enter it, whatever the umask is", () => {
  const former = process.umask(0o077);
  onTestFinished(() => void process.umask(former));

  expect(modeOf(mountableFolder(newHome()))).toBe("755");
});

test("two of a run do not meet", () => {
  const home = newHome();

  expect(mountableFolder(home)).not.toBe(mountableFolder(home));
});

test("others may read all that is in it, and execute what its owner may", () => {
  const folder = mountableFolder(newHome());
  mkdirSync(join(folder, "inner"), { mode: 0o700 });
  writeFileSync(join(folder, "inner/data"), "", { mode: 0o600 });
  writeFileSync(join(folder, "inner/program"), "", { mode: 0o700 });

  letOthersRead(folder);

  expect(["inner", "inner/data", "inner/program"].map((name) => modeOf(join(folder, name)))).toEqual([
    "755",
    "644",
    "755",
  ]);
});

test("folders of runs that are gone are removed, those of living ones stay", () => {
  const home = newHome();
  const living = mountableFolder(home);
  const gone = join(home, `${currentRun().process.split("/")[0]}_999999999_1~abc`);
  mkdirSync(join(gone, "config"), { recursive: true });
  chmodSync(join(gone, "config"), 0o755);

  sweepMountableFolders(home);

  expect([living, gone].map((folder) => existsSync(folder))).toEqual([true, false]);
});

test("without any there is nothing to sweep", () => {
  expect(() => sweepMountableFolders(join(newHome(), "none"))).not.toThrow();
});
