import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { commitOf, snapshotOfCommit } from "./git-ref.ts";
import { Snapshot } from "./snapshot.ts";

function stackFolder(): string {
  const root = mkdtempSync(join(tmpdir(), "rollback-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ["config/redis", "config/alertmanager", "dashboards"])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "docker-compose.yml"), "name: broker\n");
  writeFileSync(join(root, "dashboards/message-broker.json"), "{}\n");
  writeFileSync(join(root, "config/alertmanager/alertmanager.yml"), "route: {}\n");
  writeFileSync(join(root, ".env"), "REDIS_PASSWORD=secret\n", { mode: 0o600 });
  writeFileSync(join(root, "config/redis/redis.conf"), "maxmemory 2gb\n");
  return root;
}

const conf = (root: string) => join(root, "config/redis/redis.conf");

test("what was changed, added and removed since is put back", () => {
  const root = stackFolder();
  const good = Snapshot.take(root, "good", { redis: "sha256:1" });
  writeFileSync(conf(root), "maxmemory 1mb\n");
  writeFileSync(join(root, "config/new.yml"), "new\n");
  rmSync(join(root, ".env"));

  expect(good.differencesTo(root)).toEqual([
    ".env is missing",
    "config/new.yml is new",
    "config/redis/redis.conf is changed",
  ]);
  good.restore(root);

  expect(good.differencesTo(root)).toEqual([]);
  expect(readFileSync(conf(root), "utf8")).toBe("maxmemory 2gb\n");
  expect(existsSync(join(root, "config/new.yml"))).toBe(false);
  expect(Snapshot.open(root, "good").manifest.images).toEqual({ redis: "sha256:1" });
});

test.for([
  "docker-compose.yml",
  ".env",
  "config/redis/redis.conf",
  "config/alertmanager/alertmanager.yml",
  "dashboards/message-broker.json",
])("%s is put back, whether it was changed or removed", (file) => {
  const root = stackFolder();
  const good = Snapshot.take(root, "good", {});
  const before = readFileSync(join(root, file), "utf8");

  for (const spoil of [() => writeFileSync(join(root, file), "other\n"), () => rmSync(join(root, file))]) {
    spoil();
    expect(good.differencesTo(root)).toHaveLength(1);
    good.restore(root);

    expect(readFileSync(join(root, file), "utf8")).toBe(before);
    expect(good.differencesTo(root)).toEqual([]);
  }
});

test("containers may read what was put back under a private umask, and .env stays its owner's alone", () => {
  const root = stackFolder();
  const former = process.umask(0o077);
  onTestFinished(() => void process.umask(former));
  const good = Snapshot.take(root, "good", {});
  rmSync(join(root, "config"), { recursive: true });
  rmSync(join(root, ".env"));

  good.restore(root);

  const modes = ["config", "config/redis", "config/redis/redis.conf", ".env"].map((path) =>
    (statSync(join(root, path)).mode & 0o777).toString(8),
  );
  expect(modes).toEqual(["755", "755", "644", "600"]);
});

test("a snapshot whose files were changed since is refused, with the file", () => {
  const root = stackFolder();
  const { folder } = Snapshot.take(root, "good", {});
  writeFileSync(join(folder, "files/config/redis/redis.conf"), "maxmemory 1mb\n");

  expect(() => Snapshot.open(root, "good")).toThrow(
    /snapshot good: expected the files that were kept, saw config\/redis\/redis\.conf is changed/,
  );
});

test("without a snapshot of that name, those that there are are told", () => {
  const root = stackFolder();
  expect(() => Snapshot.open(root, "good")).toThrow(/saw no snapshot at all\n.*--save good/);

  Snapshot.take(root, "better", {});

  expect(() => Snapshot.open(root, "good")).toThrow(/saw the snapshots better/);
});

test("a name that is taken is refused, as is one that is no file name", () => {
  const root = stackFolder();
  Snapshot.take(root, "good", {});

  expect(() => Snapshot.take(root, "good", {})).toThrow(/expected a name that is free/);
  expect(() => Snapshot.take(root, "../elsewhere", {})).toThrow(/expected a name of letters/);
});

test("the newest snapshot comes first; what a rollback has replaced is not offered", () => {
  const root = stackFolder();
  Snapshot.take(root, "older", {});
  const older = join(root, "backups/snapshots/older/snapshot.json");
  writeFileSync(older, readFileSync(older, "utf8").replace(/"takenAt": "\d{4}/, '"takenAt": "2020'));
  Snapshot.take(root, "newer", {});
  Snapshot.take(root, "replaced-2026", {});

  expect(Snapshot.names(root)).toEqual(["newer", "older"]);
});

test("a git ref is a snapshot of its commit, with the present .env; a ref that does not exist is none", async () => {
  const root = stackFolder();
  const git = (...args: string[]) =>
    execaSync("git", ["-C", root, "-c", "user.name=test", "-c", "user.email=test@localhost", ...args]);
  git("init", "--quiet");
  git("add", "docker-compose.yml", "config", "dashboards");
  git("commit", "--quiet", "--message", "good");
  writeFileSync(conf(root), "maxmemory 1mb\n");

  const commit = await commitOf(root, "HEAD");
  const snapshot = await snapshotOfCommit(root, commit ?? "");

  expect(snapshot.differencesTo(root)).toEqual(["config/redis/redis.conf is changed"]);
  expect(await commitOf(root, "no-such-ref")).toBeUndefined();
});
