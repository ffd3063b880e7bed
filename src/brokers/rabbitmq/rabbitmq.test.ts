import { expect, test } from "vitest";
import { rabbitmq } from "./rabbitmq.ts";

const TARGET = {
  broker: "rabbitmq",
  host: "h",
  port: 5672,
  user: "u",
  password: "p",
  vhost: "/",
  destination: "q",
} as const;

test("it is named by where it is, with its other nodes and a virtual host that is not the usual one", () => {
  expect(rabbitmq.subjectOf(TARGET)).toBe("rabbitmq at h:5672");
  expect(rabbitmq.subjectOf({ ...TARGET, vhost: "video" })).toBe("rabbitmq at h:5672, virtual host video");
  expect(rabbitmq.subjectOf({ ...TARGET, others: [{ host: "h", port: 5673 }] })).toBe(
    "rabbitmq at h:5672, and 1 other nodes",
  );
});
