import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { digestsOfReports, digestsOfTexts } from "./report-digests.ts";

test("what is written has the digest that it was announced with", () => {
  const folder = scratchFolder("reports-");
  const files = { "results.json": "{}", "completion.pl.md": "spełnione" };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

  expect(digestsOfReports(folder, Object.keys(files))).toEqual(digestsOfTexts(files));
});

test("the evidence of a comparison is no part of a sign-off", () => {
  const folder = scratchFolder("reports-");
  mkdirSync(join(folder, "evidence/comparison/redis"), { recursive: true });
  for (const name of ["evidence/load.svg", "evidence/comparison/redis/rounds.json"])
    writeFileSync(join(folder, name), name);

  expect(Object.keys(digestsOfReports(folder))).toEqual(["evidence/load.svg"]);
});

test("all evidence counts, of the rest what is named and there", () => {
  const folder = scratchFolder("reports-");
  mkdirSync(join(folder, "evidence/block3/load"), { recursive: true });
  for (const name of ["results.json", "sabotage.md", "evidence/block3/load/timeline.jsonl"])
    writeFileSync(join(folder, name), name);

  expect(Object.keys(digestsOfReports(folder, ["results.json", "junit.xml"]))).toEqual([
    "results.json",
    "evidence/block3/load/timeline.jsonl",
  ]);
  expect(digestsOfReports(scratchFolder("empty-"))).toEqual({});
});
