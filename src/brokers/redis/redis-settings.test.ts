import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { reachedAt } from "../../stack/testing.ts";
import { defaultSettings, settingsOf } from "./redis-settings.ts";

test("names and values come after each other, an empty value among them", () => {
  expect(settingsOf(["appendonly", "yes", "masterauth", "", "save", "3600 1 300 100"])).toEqual({
    appendonly: "yes",
    masterauth: "",
    save: "3600 1 300 100",
  });
});

test("limits of what waits for clients are told apart, by the kind of client", () => {
  expect(settingsOf(["client-output-buffer-limit", "normal 0 0 0 slave 268435456 67108864 60"])).toEqual({
    "client-output-buffer-limit normal hard": "0",
    "client-output-buffer-limit normal soft": "0",
    "client-output-buffer-limit normal seconds": "0",
    "client-output-buffer-limit replica hard": "268435456",
    "client-output-buffer-limit replica soft": "67108864",
    "client-output-buffer-limit replica seconds": "60",
  });
});

test("a setting under its former name is the same one", () => {
  expect(
    settingsOf([
      "min-slaves-to-write",
      "1",
      "min-replicas-to-write",
      "1",
      "slaveof",
      "redis 6379",
      "hash-max-ziplist-entries",
      "512",
    ]),
  ).toEqual({
    "min-replicas-to-write": "1",
    replicaof: "redis 6379",
    "hash-max-listpack-entries": "512",
  });
});

test("of a Redis that is only reached nobody knows what it has by itself", async () => {
  await expect(defaultSettings(reachedAt("redis"))).rejects.toThrow(Undetermined);
});
