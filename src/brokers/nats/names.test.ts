import { expect, test } from "vitest";
import { OWN_PREFIX } from "../destinations.ts";
import { destinationOf, streamOf } from "./names.ts";

const OWN = `${OWN_PREFIX}.7.frames`;

test("the stream of a destination has no dots, and leads back to it by its subject", () => {
  expect(streamOf("FRAMES")).toBe("FRAMES");
  expect(streamOf(OWN)).toBe(`${OWN_PREFIX}_7_frames`);
  expect(destinationOf({ name: streamOf(OWN), subjects: [OWN] })).toBe(OWN);
});

test.for([
  { name: "FRAMES", subjects: ["frames"] },
  { name: "FRAMES", subjects: [OWN] },
  { name: "FRAMES", subjects: [] },
  { name: "FRAMES" },
  { name: `${OWN_PREFIX}x_frames`, subjects: [`${OWN_PREFIX}x.frames`] },
])("a stream of others is a destination by its own name: %j", (config) => {
  expect(destinationOf(config)).toBe(config.name);
});
