import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { codeVersion } from "./code-version.ts";

test("the version is another one once the code or what it stands on has changed, and not for a test", () => {
  const root = scratchFolder("version-");
  mkdirSync(join(root, "src"));
  const write = (file: string, content: string) => writeFileSync(join(root, file), content);
  write("package.json", '{ "version": "1.2.3" }');
  write("package-lock.json", "{}");
  write("src/frame.ts", "1");
  const before = codeVersion(root);
  write("src/frame.test.ts", "1");
  expect(codeVersion(root)).toBe(before);
  expect(before).toMatch(/^1\.2\.3\+[0-9a-f]{12}$/);

  write("src/frame.ts", "2");
  const changed = codeVersion(root);
  expect(changed).not.toBe(before);
  write("package-lock.json", "{ }");
  expect(codeVersion(root)).not.toBe(changed);
});
