import { afterEach, expect, test, vi } from "vitest";
import { obstacleTo } from "./needs.ts";

afterEach(() => vi.unstubAllEnvs());

test("a stack of the run's own has everything that the quick profile needs", async () => {
  vi.stubEnv("SIGNOFF_TARGET", undefined);
  vi.stubEnv("SIGNOFF_PROFILE", "full");

  expect(await obstacleTo(["ownStack", "mayDisturb", "seenHost", "fullProfile"])).toBeUndefined();
});

test("the profile of hosts has time to lose one, and for nothing else that is long", async () => {
  vi.stubEnv("SIGNOFF_PROFILE", "hosts");
  expect(await obstacleTo(["hostsProfile"])).toBeUndefined();
  expect(await obstacleTo(["fullProfile"])).toMatchObject({
    kind: "profile",
    text: "the hosts profile is too short for this: npm run signoff -- --profile full",
  });

  vi.stubEnv("SIGNOFF_PROFILE", "quick");
  expect(await obstacleTo(["hostsProfile"])).toMatchObject({
    kind: "profile",
    text: "the quick profile is too short for this: npm run signoff -- --profile hosts",
  });
});

test("the quick profile is too short for what needs the full one", async () => {
  vi.stubEnv("SIGNOFF_PROFILE", "quick");

  expect(await obstacleTo(["fullProfile"])).toMatchObject({ kind: "profile", text: /too short/ });
});

test("a deployed stack is neither one's own nor disturbed, unless that was allowed", async () => {
  vi.stubEnv("SIGNOFF_TARGET", "stack");

  expect(await obstacleTo(["ownStack"])).toMatchObject({ kind: "target" });
  expect(await obstacleTo(["mayDisturb"])).toMatchObject({ text: expect.stringContaining("--allow-faults") });
  vi.stubEnv("SIGNOFF_ALLOW_FAULTS", "1");
  expect(await obstacleTo(["mayDisturb"])).toBeUndefined();
});

test("the first obstacle in the order of the needs is the reason", async () => {
  vi.stubEnv("SIGNOFF_TARGET", "stack");
  vi.stubEnv("SIGNOFF_PROFILE", "quick");

  expect(await obstacleTo(["fullProfile", "ownStack"])).toMatchObject({ kind: "profile" });
  expect(await obstacleTo(["ownStack", "fullProfile"])).toMatchObject({ kind: "target" });
});
