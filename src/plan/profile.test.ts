import { expect, test } from "vitest";
import { currentProfile, PROFILES } from "./profile.ts";

test("a run is quick unless it is asked for more", () => {
  expect(currentProfile({})).toBe("quick");
});

test.each(PROFILES)("SIGNOFF_PROFILE=%s chooses that profile", (profile) => {
  expect(currentProfile({ SIGNOFF_PROFILE: profile })).toBe(profile);
});

test("any other word is refused, with the words that are known", () => {
  expect(() => currentProfile({ SIGNOFF_PROFILE: "Full" })).toThrow(
    "SIGNOFF_PROFILE: expected quick, hosts or full, saw Full",
  );
});
