import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { hurriedHealth } from "./hurried-health.ts";

test("checks are asked more often, and ask the same", () => {
  const test = ["CMD", "sh", "healthy.sh"];
  const text = stringify({
    services: {
      redis: { image: "redis", healthcheck: { test, interval: "5s", retries: 6, start_period: "30s" } },
      other: { image: "other" },
    },
  });

  expect(parse(hurriedHealth(text))).toEqual({
    services: {
      redis: {
        image: "redis",
        healthcheck: { test, interval: "1s", timeout: "3s", retries: 1, start_period: "30s" },
      },
      other: { image: "other" },
    },
  });
});
