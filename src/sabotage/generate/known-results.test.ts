import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { KnownResults, type Result } from "./known-results.ts";
import type { Mutant } from "./mutant.ts";

const HASHES = new Map([["f", "now"]]);
const MUTANTS = ["a", "b", "c"].map(
  (setting): Mutant => ({ id: setting, file: "f", setting, kind: "removed", apply: (text) => text }),
);

function kept(id: string, triedAt: string, of = "now"): Result {
  return { id, status: "caught", by: "t/a: not met", triedAt, of };
}

test("those that were never tried come first, then those whose trial is the longest ago", () => {
  const known = new KnownResults(MUTANTS, [kept("a", "2026-02-01"), kept("c", "2026-01-01")], HASHES);

  expect(known.oldestFirst.map(({ id }) => id)).toEqual(["b", "c", "a"]);
});

test("of two results of a mutant the latest holds", () => {
  const later: Result = { ...kept("a", "2026-02-01"), status: "survived" };

  expect(new KnownResults(MUTANTS, [later, kept("a", "2026-01-01")], HASHES).of("a")).toEqual(later);
});

test("a result of another text of its file, or of a mutant that is gone, says nothing", () => {
  const known = new KnownResults(MUTANTS, [kept("a", "2026-01-01", "then"), kept("z", "2026-01-01")], HASHES);

  expect(known.fates).toEqual([]);
});

test("what a program itself has said is settled, what a run of specs has said is tried again", () => {
  const by = (id: string, rest: Partial<Result>): Result => ({ ...kept(id, "2026"), ...rest });
  const known = new KnownResults(
    MUTANTS,
    [
      by("a", { status: "equivalent", by: "CONFIG GET" }),
      by("b", { status: "refused", by: "promtool" }),
      by("c", {}),
    ],
    HASHES,
  );

  expect(["a", "b", "c"].map((id) => known.isSettled(id))).toEqual([true, true, false]);
});

test("results outlive the run", () => {
  const file = join(scratchFolder("known-results-"), "reports/generated.json");
  const delivered = { ...(MUTANTS[0] as Mutant), file: "docker-compose.yml" };
  const known = KnownResults.read([delivered], [file]);
  known.add(delivered, { status: "survived" }, new Date("2026-01-01T00:00:00Z"));
  known.write(file);

  expect(KnownResults.read([delivered], [file]).of("a")).toMatchObject({
    status: "survived",
    triedAt: "2026-01-01T00:00:00.000Z",
  });
});

test("the repository keeps which criterion caught a mutant, and not what it said on this host", () => {
  const file = join(scratchFolder("known-results-"), "known.json");
  const delivered = MUTANTS.map((each) => ({ ...each, file: "docker-compose.yml" }));
  const known = KnownResults.read(delivered, []);
  known.add(delivered[0] as Mutant, { status: "caught", by: "t/a@redis: measured 3 in /some/where" });
  known.add(delivered[1] as Mutant, { status: "refused", by: "promtool" });
  known.deliver(file);

  const read = KnownResults.read(delivered, [file]);
  expect(["a", "b", "c"].map((id) => read.of(id)?.by)).toEqual(["t/a@redis", "promtool", undefined]);
});

test("one that has begun has no outcome, and is kept, until it has one", () => {
  const file = join(scratchFolder("known-results-"), "known.json");
  const [a, b] = MUTANTS.map((each) => ({ ...each, file: "docker-compose.yml" })) as [Mutant, Mutant];
  const known = KnownResults.read([a, b], []);
  known.add(b, { status: "survived" });
  for (const each of [a, b]) known.begin(each, { passed: ["cheap"], isSeen: true });
  known.deliver(file);

  const read = KnownResults.read([a, b], [file]);
  expect(read.fates.map(({ id, status }) => [id, status])).toEqual([["b", "survived"]]);
  expect([read.begunOf("a")?.passed, read.begunOf("b")]).toEqual([["cheap"], undefined]);
  read.add(a, { status: "survived" });
  expect(read.begunOf("a")).toBeUndefined();
});
