import { expect, test } from "vitest";
import { stayingAway, whyItStaysAway } from "./restart-policy.ts";

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

test("every service of the compose file that may stay away is named", () => {
  expect(
    stayingAway([
      { name: "redis", restart: "unless-stopped" },
      { name: "redis-sentinel-3", restart: "no" },
      { name: "rabbitmq-3", restart: "on-failure:5" },
      { name: "grafana", restart: "always" },
    ]),
  ).toEqual([
    "redis-sentinel-3: its restart policy is no: it stays away whenever it ends",
    "rabbitmq-3: its restart policy is on-failure: it stays away when it ends without an error, or when the host was restarted",
  ]);
});
