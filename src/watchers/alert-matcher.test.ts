import { expect, test } from "vitest";
import { matcherOf, matches } from "./alert-matcher.ts";

const ALERT = { alertname: "RedisDown", severity: "critical", broker: "redis" };

test.each([
  ['severity="critical"', true],
  ["severity = critical", true],
  ['"severity"="critical"', true],
  ['severity!="critical"', false],
  ['alertname=~"RedisDown|RabbitMQDown"', true],
  ['alertname=~"Redis"', false],
  ['alertname=~"(?i)redisdown"', true],
  ['alertname!~"Rabbit.*"', true],
  ['instance=""', true],
  ['severty="critical"', false],
])("%s of an alert: %j", (text, isMatch) => {
  expect(matches(matcherOf(text), ALERT)).toBe(isMatch);
});

test("a value may hold quotes", () => {
  expect(matcherOf('summary="say \\"no\\""')).toEqual({ label: "summary", kind: "=", value: 'say "no"' });
});

test("what is no matcher is refused", () => {
  expect(() => matcherOf("critical")).toThrow("not a matcher");
});
