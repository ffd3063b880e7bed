import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPlan } from "../../plan/plan-file.ts";
import { unitIn } from "./language.ts";
import { termIn } from "./terms.ts";

const ROOT = join(import.meta.dirname, "../../..");

describe("a term of the report", () => {
  it("is Polish in Polish, and as the spec has it in English", () => {
    expect(termIn("pl", "lost")).toBe("utracone");
    expect(termIn("en", "lost")).toBe("lost");
  });

  it("is translated in its parts", () => {
    expect(termIn("pl", "Messages through Redis: throughput")).toBe("Komunikaty przez Redis: przepustowość");
    expect(termIn("pl", "after 3.7 s")).toBe("po 3.7 s");
  });

  it("stays as it is where there is no translation, as a command", () => {
    expect(termIn("pl", "redis-cli ping")).toBe("redis-cli ping");
  });

  it.each(titlesInSpecs())("has a translation for the table %s", (title) => {
    expect(termIn("pl", title)).not.toBe(title);
  });
});

describe("a unit of the plan", () => {
  const units = loadPlan()
    .blocks.flatMap(({ tasks }) => tasks)
    .flatMap(({ criteria }) => criteria.flatMap(({ unit }) => unit ?? []));
  const words = [...new Set(units)].filter((unit) => /^[a-z]{3,}/.test(unit));

  it.each(words)("that is a word is Polish in Polish: %s", (unit) => {
    expect(unitIn("pl", unit)).not.toBe(unit);
  });
});

/** The titles of tables that specs write out. */
function titlesInSpecs(): string[] {
  const files = globSync("specs/**/*.ts", { cwd: ROOT }).map((file) =>
    readFileSync(join(ROOT, file), "utf8"),
  );
  return files.flatMap((text) => [...text.matchAll(/\.table\(\s*"([^"]+)"/g)].map(([, title = ""]) => title));
}
