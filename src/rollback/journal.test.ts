import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Journal } from "./journal.ts";
import { requireRoom } from "./preflight.ts";

function begun() {
  const root = mkdtempSync(join(tmpdir(), "rollback-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const about = { to: "good", snapshot: "good", triggers: [], services: ["redis"], producers: [] };
  return { root, journal: Journal.begin(root, about) };
}

const nothing = () => undefined;

test("a step that was done is not done again when the rollback goes on, one that failed is", async () => {
  const { root, journal } = begun();
  const done: string[] = [];
  const step = (name: string, fails = false) => ({
    name,
    ensure: async () => {
      done.push(name);
      if (fails) throw new Error("interrupted");
      return `${name} is done`;
    },
  });
  await journal.recorded(step("first")).ensure(nothing);
  await expect(journal.recorded(step("second", true)).ensure(nothing)).rejects.toThrow("interrupted");

  const goesOn = Journal.unfinished(root);

  expect(await goesOn?.recorded(step("first")).ensure(nothing)).toBe("done before: first is done");
  expect(await goesOn?.recorded(step("second")).ensure(nothing)).toBe("second is done");
  expect(done).toEqual(["first", "second", "second"]);
});

test("what a step learns is there when the rollback goes on", async () => {
  const { root, journal } = begun();
  const learned = { destinations: { "redis-frames": { frames: 2, digest: "d" } }, consumers: 1 };
  const ensure = async () => {
    journal.entry.exports.redis = learned;
    return "exported";
  };
  await journal.recorded({ name: "Redis exported", ensure }).ensure(nothing);

  expect(Journal.unfinished(root)?.entry.exports.redis).toEqual(learned);
});

test("a rollback that has ended does not go on", () => {
  const { root, journal } = begun();
  journal.end();

  expect(Journal.unfinished(root)).toBeUndefined();
});

test("a journal of another version is left alone once it has ended, and otherwise told apart with what to do", () => {
  const { root, journal } = begun();
  const file = join(journal.folder, "journal.json");
  const older = { ...journal.entry, redis: { places: {} }, exports: undefined };
  writeFileSync(file, JSON.stringify(older));

  expect(() => Journal.unfinished(root)).toThrow(/expected a journal of this version, saw .*exports/);
  expect(() => Journal.unfinished(root)).toThrow(
    `What to do: finish that rollback with the version that began it`,
  );
  writeFileSync(file, JSON.stringify({ ...older, endedAt: journal.entry.startedAt }));
  expect(Journal.unfinished(root)).toBeUndefined();
});

test("a journal that was cut off is named", () => {
  const { root, journal } = begun();
  writeFileSync(join(journal.folder, "journal.json"), '{"to": "go');

  expect(() => Journal.unfinished(root)).toThrow(
    `the rollback journal ${join(journal.folder, "journal.json")}`,
  );
});

test("an export that would fill the disk is refused", () => {
  expect(() => requireRoom("backups", 2 ** 21, 2 ** 20)).toThrow(
    /expected 2 MiB free for the export, saw 1 MiB/,
  );
  expect(() => requireRoom("backups", 2 ** 20, 2 ** 20)).not.toThrow();
});
