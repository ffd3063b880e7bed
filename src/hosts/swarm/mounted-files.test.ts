import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { mountedFiles } from "./mounted-files.ts";

const root = mkdtempSync(join(tmpdir(), "mounted-"));
afterAll(() => rmSync(root, { recursive: true }));

mkdirSync(join(root, "config/rules"), { recursive: true });
mkdirSync(join(root, "tls"));
mkdirSync(join(root, "elsewhere"));
writeFileSync(join(root, "config/a.conf"), "a", { mode: 0o644 });
writeFileSync(join(root, "config/rules/b.yml"), "b", { mode: 0o644 });
writeFileSync(join(root, "elsewhere/server.key"), "key", { mode: 0o644 });
writeFileSync(join(root, "elsewhere/ca.key"), "authority");
chmodSync(join(root, "elsewhere/ca.key"), 0o600);

const bind = (source: string, target: string) => ({ type: "bind", source: join(root, source), target });

test("a folder gives every file below it, where Compose would have it", () => {
  const files = mountedFiles(root, { image: "x", volumes: [bind("config", "/etc/x")] });

  expect(files.map(({ path, target }) => [path, target])).toEqual([
    ["config/a.conf", "/etc/x/a.conf"],
    ["config/rules/b.yml", "/etc/x/rules/b.yml"],
  ]);
});

test("a file gives itself; a volume gives nothing", () => {
  const volumes = [bind("config/a.conf", "/etc/a.conf"), { type: "volume", source: "data", target: "/data" }];

  expect(mountedFiles(root, { image: "x", volumes })).toMatchObject([
    { target: "/etc/a.conf", isSecret: false },
  ]);
});

test("another folder takes the place of one; what others may not read there stays where it is; a key is a secret", () => {
  const files = mountedFiles(
    root,
    { image: "x", volumes: [bind("tls", "/tls")] },
    { tls: join(root, "elsewhere") },
  );

  expect(files).toMatchObject([{ path: "tls/server.key", target: "/tls/server.key", isSecret: true }]);
});
