import { expect, test } from "vitest";
import { managementRefusal } from "./management-answers.ts";

test.each([
  ["http://mq:15672/api/overview answered 401: not_authorised", "correct user and password"],
  ["http://mq:15672/api/overview answered 403: Not monitor user", "give the user the tag monitoring"],
  ["http://mq:5672/ answered 302", "name the port of the management plugin, 15672"],
  ["http://mq/: expected JSON, saw <html>", "name the port of the management plugin, 15672"],
  ["connect ECONNREFUSED 10.0.0.5:15672", "start it"],
])("%s is told with what to do about it", (said, remedy) => {
  const { parts } = managementRefusal(said, "probe");

  expect(parts).toMatchObject({ expected: "an answer to user probe", seen: said });
  expect(parts.remedy).toContain(remedy);
});

test("a refusal that only an expert reads is told in other words, with who was asked", () => {
  const { parts } = managementRefusal("https://mq:15672: wrong version number", "probe");

  expect(parts.seen).toBe("https://mq:15672: no TLS there (wrong version number)");
});

test("what no table knows leads to the plugin", () => {
  expect(managementRefusal("it hung up in Morse", "probe").parts.remedy).toContain("rabbitmq-plugins list");
});
