import { expect, test } from "vitest";
import type { AllowedSettings } from "../plan/settings-file.ts";
import { type Settings, unexpectedSettings } from "./settings.ts";

const WHY = "since";
const DEFAULTS = { hz: "10", "no-appendfsync-on-rewrite": "no", save: "3600 1", appendfsync: "everysec" };
const ALLOWED: AllowedSettings = {
  hz: { from: 10, to: 100, why: WHY },
  maxclients: { from: 1000, why: WHY },
  "min-replicas-to-write": { to: 1, why: WHY },
  appendfsync: { is: "always", why: WHY },
  "tls-protocols": { oneOf: ["", "TLSv1.3"], why: WHY },
  save: { judgedBy: "block1/persistence/rdb-configured" },
  requirepass: { anything: true, why: WHY },
};
const SOUND = { ...DEFAULTS, appendfsync: "always" };

const told = (settings: Settings) =>
  unexpectedSettings({ ...SOUND, ...settings }, { allowed: ALLOWED, defaults: DEFAULTS }).map(
    (each) => each.told,
  );

test("a value that stands for no limit is expected beside the limits", () => {
  const allowed: AllowedSettings = { "delivery-limit": { from: 20, or: -1, why: WHY } };
  const tellOf = (value: number) => unexpectedSettings({ "delivery-limit": value }, { allowed });

  expect([tellOf(20), tellOf(-1)]).toEqual([[], []]);
  expect(tellOf(1)[0]?.told).toBe("delivery-limit 1 (expected at least 20, or -1)");
});

test("what is judged on another node has to be as there", () => {
  const judged = { ...SOUND, save: "60 1" };
  const tellOf = (save: string) =>
    unexpectedSettings({ ...SOUND, save }, { allowed: ALLOWED, defaults: DEFAULTS, judged });

  expect(tellOf("60 1")).toEqual([]);
  expect(tellOf("1 1")[0]?.told).toBe(
    "save 1 1 (expected 60 1, as where block1/persistence/rdb-configured is measured)",
  );
});

test("what is allowed, and what the server has by itself, is expected", () => {
  expect(told({})).toEqual([]);
  expect(
    told({ hz: "50", save: "1 1", requirepass: "s3cret", maxclients: "50000", "tls-protocols": "" }),
  ).toEqual([]);
});

test.for([
  ["no-appendfsync-on-rewrite", "yes", "no, as the server has it by itself"],
  ["hz", "1", "10 to 100"],
  ["hz", "", "10 to 100"],
  ["hz", "often", "10 to 100"],
  ["maxclients", "20", "at least 1000"],
  ["min-replicas-to-write", "2", "at most 1"],
  ["appendfsync", "everysec", "always"],
  ["tls-protocols", "TLSv1", "nothing or TLSv1.3"],
  ["search-timeout", "500", "it not to be set"],
] as const)("%s %s is named, with what it may be", ([name, value, expected]) => {
  expect(told({ [name]: value })).toEqual([`${name} ${value || "is empty"} (expected ${expected})`]);
});

test("a setting that the server no longer has as by itself is named", () => {
  const { "no-appendfsync-on-rewrite": _gone, ...left } = SOUND;

  expect(unexpectedSettings(left, { allowed: ALLOWED, defaults: DEFAULTS }).map((each) => each.told)).toEqual(
    ["no-appendfsync-on-rewrite is not set (expected no, as the server has it by itself)"],
  );
});

test("what has to be set is missed, and only that", () => {
  const allowed: AllowedSettings = {
    "dead-letter-strategy": { is: "at-least-once", required: true, why: WHY },
    "delivery-limit": { from: 20, why: WHY },
  };

  expect(unexpectedSettings({}, { allowed })).toEqual([
    { name: "dead-letter-strategy", told: "dead-letter-strategy is not set (expected at-least-once)" },
  ]);
});

test("a credential is not told", () => {
  expect(told({ "tls-key-file-pass": "s3cret" })).toEqual([
    "tls-key-file-pass has a value (expected it not to be set)",
  ]);
  expect(told({ "-setcookie": "s3cret" })).toEqual(["-setcookie has a value (expected it not to be set)"]);
});
