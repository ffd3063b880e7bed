import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { note, noted } from "./journal.ts";

function folder(): string {
  return scratchFolder("hosts-journal-");
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
