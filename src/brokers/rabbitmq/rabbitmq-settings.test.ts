import { expect, test } from "vitest";
import { limitsOf } from "./rabbitmq-settings.ts";

const SETTINGS = { "max-length": 50_000, overflow: "reject-publish" };

test.for([
  [
    "pairs, as up to 4.2.5",
    [
      ["max-length", 50_000],
      ["overflow", "reject-publish"],
    ],
    [],
  ],
  ["an object, as from 4.2.6", SETTINGS, {}],
  ["an empty text where no policy applies", SETTINGS, ""],
] as const)("the settings in force are read from %s", ([, settings, none]) => {
  const output = JSON.stringify([
    { name: "frame_queue.dead", effective_policy_definition: none },
    { name: "frame_queue", effective_policy_definition: settings },
  ]);

  expect(limitsOf("frame_queue", output)).toEqual(SETTINGS);
  expect(limitsOf("frame_queue.dead", output)).toEqual({});
  expect(limitsOf("another", output)).toEqual({});
});

test("what is no settings is refused", () => {
  const output = JSON.stringify([{ name: "frame_queue", effective_policy_definition: ["max-length"] }]);

  expect(() => limitsOf("frame_queue", output)).toThrow();
});
