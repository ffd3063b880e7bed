import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { commandAt } from "./execution-context.ts";

const user = { name: "signoff", uid: 1007, gid: 1008, home: "/home/signoff" };

test("a command of another user enters namespaces first, takes the rights away after the mounts, and its folder last", () => {
  const command = commandAt(
    { folder: "/a b", namespaceOf: 42, user, binds: [{ from: "/x.sock", over: "/run/docker.sock" }] },
    ["npm", "run", "signoff"],
  );

  expect(command.filter((word) => ["nsenter", "unshare", "setpriv", "sh", "npm"].includes(word))).toEqual([
    ...["nsenter", "unshare", "sh", "sh", "setpriv", "sh", "sh", "npm"],
  ]);
  expect(command).toContain("--target=42");
  expect(command).toContain("--reuid=1007");
});

test("a command runs in a folder whose name has a space, under the umask", async () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "a folder "));
  onTestFinished(() => rmSync(folder, { recursive: true }));

  const [file = "", ...args] = commandAt({ folder, umask: "077" }, [
    "sh",
    "-c",
    'pwd; umask; echo "$1"',
    "sh",
    "$HOME x",
  ]);

  expect((await execa(file, args)).stdout.split("\n")).toEqual([folder, "0077", "$HOME x"]);
});
