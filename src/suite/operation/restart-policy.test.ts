import { expect, test } from "vitest";
import { whyItStaysAway } from "./restart-policy.ts";

test.for(["always", "unless-stopped"])("a container that is restarted %s comes back", (policy) => {
  expect(whyItStaysAway(policy)).toBeUndefined();
});

test.for([
  ["on-failure", "its restart policy is on-failure: it stays away when it ends without an error"],
  ["no", "its restart policy is no: it stays away whenever it ends"],
  ["", "its restart policy is no: it stays away whenever it ends"],
] as const)("one that is restarted %o may stay away", ([policy, why]) => {
  expect(whyItStaysAway(policy)).toContain(why);
});
