import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { messageOf } from "../kernel/problem.ts";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { readComposeFile } from "../stack/compose-file.ts";
import { MOUNTED, requireReadable, requireUnixLines } from "./mounted-files.ts";

/** A repository with a file that a container mounts. */
function checkout({ mode = 0o644, folderMode = 0o755, text = "#!/bin/sh\necho\n" } = {}): string {
  const root = scratchFolder("checkout-");
  const folder = join(root, "config/redis");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "start.sh"), text);
  chmodSync(join(folder, "start.sh"), mode);
  chmodSync(folder, folderMode);
  chmodSync(join(root, "config"), 0o755);
  return root;
}

test("files that every user may read pass", () => {
  expect(() => requireReadable(checkout())).not.toThrow();
});

test.each([
  ["a file", { mode: 0o600 }, "config/redis/start.sh, closed"],
  ["a file that the group may read", { mode: 0o640 }, "config/redis/start.sh, closed"],
  ["a folder", { folderMode: 0o700 }, "config/redis, closed"],
  ["a folder that others may list and not enter", { folderMode: 0o754 }, "config/redis, closed"],
  ["all of it", { mode: 0o600, folderMode: 0o700 }, "config/redis and 1 more, closed"],
])("%s that is closed to others is named, with the one command", (_what, modes, seen) => {
  const root = checkout(modes);

  expect(() => requireReadable(root)).toThrow(seen);
  expect(() => requireReadable(root)).toThrow(/What to do: chmod -R go\+rX config dashboards docs /);
});

test("lines that end in LF pass", () => {
  expect(() => requireUnixLines(checkout())).not.toThrow();
});

test("lines that end in CRLF are named, with the one command", () => {
  const root = checkout({ text: "#!/bin/sh\r\necho\r\n" });

  expect(() => requireUnixLines(root)).toThrow("config/redis/start.sh with CRLF");
  expect(() => requireUnixLines(root)).toThrow(
    "What to do: grep -rlIZ $'\\r' config dashboards docs images | xargs -0 sed",
  );
});

test("the command that is named repairs them, and leaves a picture alone", () => {
  const root = checkout({ text: "#!/bin/sh\r\necho\r\n" });
  const picture = join(root, "docs/report.png");
  mkdirSync(join(root, "docs"));
  for (const folder of ["dashboards", "images"]) mkdirSync(join(root, folder));
  writeFileSync(picture, "\x89PNG\r\n\0");
  const [, command = ""] =
    /What to do: (.*) {3}\(in/.exec(messageOf(thrownBy(() => requireUnixLines(root)))) ?? [];

  execFileSync("bash", ["-c", command], { cwd: root });
  expect(() => requireUnixLines(root)).not.toThrow();
  expect(readFileSync(picture, "utf8")).toContain("\r\n");
});

function thrownBy(act: () => void): unknown {
  try {
    act();
  } catch (thrown) {
    return thrown;
  }
  throw new Error("nothing was thrown");
}

test("whatever the compose file mounts is among the folders that are looked at", () => {
  const sources = Object.values(readComposeFile({ env: {}, dotEnv: false }).services)
    .flatMap(({ volumes }) => volumes)
    .flatMap(({ kind, source }) => (kind === "bind" ? [source] : []));
  const folders = new Set(sources.map((source) => source.split("/")[1]));

  expect([...folders].sort()).toEqual(MOUNTED);
});
