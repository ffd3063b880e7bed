import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Waiver } from "../../plan/waivers.ts";
import { proves } from "./claims.ts";
import { TestRecorder } from "./test-recorder.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FILE = join(ROOT, "specs/block1/persistence.spec.ts");

/** A recorder of a test in that spec, with what it would write to the report. */
function recorderOf(...claims: string[]) {
  return recorderWith([], ...claims);
}

function recorderWith(waivers: readonly Waiver[], ...claims: string[]) {
  return recorderIn(FILE, waivers, ...claims);
}

function recorderIn(filepath: string, waivers: readonly Waiver[], ...claims: string[]) {
  const { meta } = proves(...claims);
  const kept: Record<string, string> = {};
  const task = { meta, file: { filepath } } as unknown as ConstructorParameters<typeof TestRecorder>[0];
  const keep = (name: string, content: string) => {
    kept[name] = content;
    return `evidence/${name}`;
  };
  const recorder = new TestRecorder(task, { keep, waivers: () => waivers });
  return { recorder, meta: task.meta, kept };
}

test("a value is recorded with the plan's judgement of it", () => {
  const { recorder, meta } = recorderOf("aof-enabled", "rdb-configured");

  recorder.criterion("aof-enabled").measured("no", { "file grew by MiB": 0 });
  recorder.criterion("rdb-configured").measured(300);

  expect(meta.recorded).toEqual([
    {
      criterion: "aof-enabled",
      measured: "no",
      judgement: { status: "not-met", expected: "yes", measured: "no" },
      details: { "file grew by MiB": 0 },
    },
    {
      criterion: "rdb-configured",
      measured: 300,
      judgement: { status: "met", expected: expect.any(String), measured: "5 min" },
      details: {},
    },
  ]);
});

test("evidence belongs to the criterion that it was handed in for, before its value or after it", () => {
  const { recorder, meta, kept } = recorderOf("aof-enabled", "rdb-configured");

  recorder.criterion("rdb-configured").evidence("save.txt", "900 1").measured(1);
  recorder.criterion("aof-enabled").measured("yes");
  recorder
    .criterion("aof-enabled")
    .evidenceOf("aof", { "a.txt": "x" })
    .table("Files", ["name"], [["a"]])
    .charts(new Map([["Growth of the file", "<svg/>"]]));

  expect(meta.attached).toEqual([
    { criterion: "rdb-configured", shows: { kind: "file", file: "evidence/save.txt" } },
    { criterion: "aof-enabled", shows: { kind: "file", file: "evidence/aof/a.txt" } },
    { criterion: "aof-enabled", shows: { kind: "table", title: "Files", columns: ["name"], rows: [["a"]] } },
    {
      criterion: "aof-enabled",
      shows: { kind: "chart", title: "Growth of the file", file: "evidence/growth-of-the-file.svg" },
    },
  ]);
  expect(kept).toEqual({ "save.txt": "900 1", "aof/a.txt": "x", "growth-of-the-file.svg": "<svg/>" });
});

test("a log is kept once and linked from every criterion that the test claims", () => {
  const { recorder, meta, kept } = recorderOf("aof-enabled", "rdb-configured");

  recorder.evidenceOfAll("redis.log", "started");

  expect(kept).toEqual({ "redis.log": "started" });
  expect(meta.attached).toEqual([
    { criterion: "aof-enabled", shows: { kind: "file", file: "evidence/redis.log" } },
    { criterion: "rdb-configured", shows: { kind: "file", file: "evidence/redis.log" } },
  ]);
});

test("a criterion that the test does not claim, or that the plan does not know, is refused", () => {
  const { recorder } = recorderOf("aof-enabled", "aof-enabled-twice");

  expect(() => recorder.criterion("maxmemory-set")).toThrow(
    "the test does not claim maxmemory-set: add it to proves(...)",
  );
  expect(() => recorder.criterion("aof-enabled-twice")).toThrow(
    "the plan has no criterion block1/persistence/aof-enabled-twice",
  );
});

test("a test that recorded all that it claims ends well", () => {
  const { recorder } = recorderOf("aof-enabled");
  recorder.criterion("aof-enabled").measured("yes");

  expect(recorder.isFailing).toBe(false);
  expect(() => recorder.complete({ failed: false })).not.toThrow();
});

test("values that are not as planned fail the test at its end, each with what to do", () => {
  const { recorder } = recorderOf("aof-enabled", "rdb-configured");
  recorder.criterion("aof-enabled").measured("no", { "file grew by MiB": 0 });
  recorder.criterion("rdb-configured").measured(60);

  expect(recorder.isFailing).toBe(true);
  expect(() => recorder.complete({ failed: true })).toThrow(
    /^block1\/persistence\/aof-enabled: expected yes, measured no, file grew by MiB 0\n {2}What to do: [^\n]+$/,
  );
});

test("a value that is not met and waived does not fail the test", () => {
  const terms = { approver: "A. Lead", reason: "slow host", expires: "2027-01-31" };
  const waiver = { ...terms, criterion: "block1/persistence/aof-enabled" };
  const { recorder } = recorderWith([waiver], "aof-enabled", "rdb-configured");
  recorder.criterion("aof-enabled").measured("no");
  recorder.criterion("rdb-configured").measured(300);

  expect(recorder.isFailing).toBe(true);
  expect(() => recorder.complete({ failed: false })).not.toThrow();
});

const ACROSS = { value: 32, low: 20, high: 40, confidencePercent: 99, samples: 2_200, seconds: 20 };

test("a value whose interval lies across the limit fails the test at its end, as undecided", () => {
  const { recorder, meta } = recorderOf("rdb-configured");
  recorder.criterion("rdb-configured").measured(ACROSS, { looks: 4 });

  expect(meta.recorded).toMatchObject([
    { measured: ACROSS, judgement: { status: "undetermined" }, details: { looks: 4 } },
  ]);
  expect(recorder.isFailing).toBe(true);
  expect(() => recorder.complete({ failed: false })).toThrow(
    expect.objectContaining({
      kind: "undecided",
      message: expect.stringMatching(
        /^block1\/persistence\/rdb-configured: undetermined, 20 to 40 s against 30 s to 1 h after 20 s\n {2}What to do: /,
      ),
    }),
  );
});

test("a test with a value that is not met and one that is undecided says both, and is not met", () => {
  const { recorder } = recorderOf("aof-enabled", "rdb-configured");
  recorder.criterion("rdb-configured").measured(ACROSS);
  recorder.criterion("aof-enabled").measured("no");

  expect(() => recorder.complete({ failed: false })).toThrow(
    expect.objectContaining({
      kind: "not-met",
      message: expect.stringMatching(/aof-enabled: expected yes[\s\S]*rdb-configured: undetermined/),
    }),
  );
});

test("a value that is undecided and waived does not fail the test", () => {
  const terms = { approver: "A. Lead", reason: "slow host", expires: "2027-01-31" };
  const { recorder } = recorderWith(
    [{ ...terms, criterion: "block1/persistence/rdb-configured" }],
    "rdb-configured",
  );
  recorder.criterion("rdb-configured").measured(ACROSS);

  expect(() => recorder.complete({ failed: false })).not.toThrow();
});

test("a test that has not recorded what it claims fails, unless it failed already", () => {
  const { recorder } = recorderOf("aof-enabled", "rdb-configured");
  recorder.criterion("aof-enabled").measured("yes");

  expect(() => recorder.complete({ failed: false })).toThrow(
    "the test ended without recording rdb-configured",
  );
  expect(() => recorder.complete({ failed: true })).not.toThrow();
});

test("of a criterion that another plan leaves out nothing is kept, and nobody misses it", () => {
  vi.stubEnv("SIGNOFF_PLAN", join(ROOT, "fixtures/plans/one-broker/plan.yaml"));
  const spec = join(ROOT, "specs/overall/performance.spec.ts");
  const { recorder, meta, kept } = recorderIn(spec, [], "frame-size", "frames-intact");

  recorder.criterion("frame-size").evidence("sizes.txt", "1 KiB").measured(1);
  recorder
    .criterion("frames-intact")
    .measured({ lost: 0, duplicated: 0, corrupted: 0, unexpected: 0, unsent: 0 });
  recorder.complete({ failed: false });

  expect(meta.recorded?.map(({ criterion }) => criterion)).toEqual(["frames-intact"]);
  expect([meta.attached, kept, recorder.isFailing]).toEqual([undefined, {}, false]);
});

test("a value that holds, of which an obstacle hides a part, is undetermined and does not fail the test", () => {
  const { recorder, meta } = recorderOf("rdb-configured");
  const unseen = { kind: "image", text: "no image of the exporter" } as const;
  recorder.criterion("rdb-configured").lacking(unseen).measured(300);

  expect(meta.recorded).toMatchObject([
    { judgement: { status: "undetermined", reason: "no image of the exporter", obstacle: "image" } },
  ]);
  expect(recorder.isFailing).toBe(false);
  expect(() => recorder.complete({ failed: false })).not.toThrow();
});

test("what does not hold fails the test, whatever could not be seen besides", () => {
  const { recorder } = recorderOf("aof-enabled", "rdb-configured");
  recorder.criterion("aof-enabled").lacking({ kind: "image", text: "no image" }).measured("no");
  recorder.criterion("rdb-configured").lacking(undefined).measured(300);

  expect(recorder.isFailing).toBe(true);
  expect(() => recorder.complete({ failed: false })).toThrow(expect.objectContaining({ kind: "not-met" }));
});
