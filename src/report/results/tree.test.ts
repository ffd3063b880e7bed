import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execaSync } from "execa";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { digestsOfTree, settingsDigest } from "./tree.ts";

const IGNORED = ["# what is not kept", "node_modules", "reports/", ".env", "*.tmp", "/tls/", ""].join("\n");

const FILES = {
  ".gitignore": IGNORED,
  "dashboards/message-broker.json": "{}",
  "scripts/load_test_broker.py": "print()",
  "src/judges/delivery.ts": "lost",
  "images/tls/Dockerfile": "FROM scratch",
};
const NOT_KEPT = {
  ".env": "REDIS_PASSWORD=secret",
  "reports/results.json": "{}",
  "node_modules/execa/index.js": "",
  "config/redis.conf.tmp": "",
  "tls/ca.crt": "",
  ".tmp/copy/plan.yaml": "",
  "backups/snapshots/good/snapshot.json": "",
};

function treeOf(files: Readonly<Record<string, string>>, { git = true } = {}): string {
  const root = scratchFolder("tree-");
  for (const [file, text] of Object.entries(files)) write(root, file, text);
  if (git) {
    execaSync("git", ["init", "-q"], { cwd: root });
    execaSync("git", ["add", "-A"], { cwd: root });
  }
  return root;
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

test.for([true, false])(
  "every file that is kept is there, whichever it is, and no other (git: %s)",
  (git) => {
    const digests = digestsOfTree(treeOf({ ...FILES, ...NOT_KEPT }, { git }));

    expect(Object.keys(digests)).toEqual(Object.keys(FILES).toSorted());
  },
);

test("a tree that was exported from its repository has the same digests", () => {
  const all = { ...FILES, ...NOT_KEPT };

  expect(digestsOfTree(treeOf(all, { git: false }))).toEqual(digestsOfTree(treeOf(all)));
});

test("a file that Git alone is told to ignore is there where a run reads it, and only there", () => {
  const root = treeOf(FILES);
  write(root, ".git/info/exclude", "extra.yml\nhidden/\n.idea\n");
  write(root, "config/prometheus/rules/extra.yml", "groups: []");
  write(root, "dashboards/hidden/more.json", "{}");
  write(root, "config/redis/.gitignore", "*");
  write(root, "config/redis.conf.tmp", "");
  write(root, ".idea/workspace.xml", "");

  const added = Object.keys(digestsOfTree(root)).filter((file) => !(file in FILES));
  expect(added).toEqual([
    "config/prometheus/rules/extra.yml",
    "config/redis/.gitignore",
    "dashboards/hidden/more.json",
  ]);
});

test("a copy below another repository is looked at by itself", () => {
  const outer = treeOf({ ".gitignore": ".tmp/\n" });
  for (const [file, text] of Object.entries(FILES)) write(join(outer, ".tmp/copy"), file, text);

  expect(Object.keys(digestsOfTree(join(outer, ".tmp/copy")))).toEqual(Object.keys(FILES).toSorted());
});

test("what was edited, made a program, added or removed is another tree, and a time or a right of others is not", () => {
  const root = treeOf(FILES);
  const before = digestsOfTree(root);
  const changed = () => {
    const now = digestsOfTree(root);
    const names = new Set([...Object.keys(before), ...Object.keys(now)]);
    return [...names].filter((name) => before[name] !== now[name]);
  };

  chmodSync(join(root, "src/judges/delivery.ts"), 0o600);
  expect(changed()).toEqual([]);
  write(root, "src/judges/delivery.ts", "lost ");
  expect(changed()).toEqual(["src/judges/delivery.ts"]);
  chmodSync(join(root, "scripts/load_test_broker.py"), 0o755);
  write(root, "fixtures/new.ts", "");
  rmSync(join(root, "dashboards/message-broker.json"));
  symlinkSync("../src", join(root, "fixtures/link"));
  expect(changed().toSorted()).toEqual([
    "dashboards/message-broker.json",
    "fixtures/link",
    "fixtures/new.ts",
    "scripts/load_test_broker.py",
    "src/judges/delivery.ts",
  ]);
});

test("of .env the names and the images count, and no credential", () => {
  const digestWith = (text: string) => settingsDigest(treeOf({ ".env": text }, { git: false }));
  const before = digestWith("REDIS_IMAGE=redis:8\nREDIS_PASSWORD=one\n");

  expect(digestWith("# order and comments do not\nREDIS_PASSWORD=two\nREDIS_IMAGE=redis:8\n")).toBe(before);
  expect(digestWith("REDIS_IMAGE=redis:9\nREDIS_PASSWORD=one\n")).not.toBe(before);
  expect(digestWith("REDIS_IMAGE=redis:8\nREDIS_PASSWORD=one\nCOMPOSE_FILE=x\n")).not.toBe(before);
  expect(settingsDigest(treeOf({}, { git: false }))).not.toBe(before);
});
