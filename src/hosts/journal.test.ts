import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { note, noted } from "./journal.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "hosts-journal-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test("what was made last is undone first", () => {
  const at = folder();
  note(at, { kind: "user", name: "signoff-a" });
  note(at, { kind: "cgroup", name: "signoff-a" });

  expect(noted(at).map(({ kind }) => kind)).toEqual(["cgroup", "user"]);
});

test("a line that a crash cut off, or that names nothing we make, is passed over", () => {
  const at = folder();
  note(at, { kind: "user", name: "signoff-a" });
  appendFileSync(join(at, "made.jsonl"), '{"kind":"folder","name":"/"}\n{"kind":"user","na');

  expect(noted(at)).toEqual([{ kind: "user", name: "signoff-a" }]);
});

test("a folder without a journal made nothing", () => {
  expect(noted(folder())).toEqual([]);
});
