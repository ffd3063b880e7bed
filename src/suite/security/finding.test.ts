import { expect, test } from "vitest";
import { allowedAre, distinct, told } from "./finding.ts";

const finding = (service: string, text: string, about = text) => ({ service, about, text });

test("what a service has is counted once, as it was seen first", () => {
  const composed = finding("redis", "publishes 0.0.0.0:6379", "address of 6379/tcp");
  const live = finding("redis", "listens on 0.0.0.0:17001", "address of 6379/tcp");

  expect(distinct([composed, live])).toEqual([composed]);
});

test("services with the same finding are named together", () => {
  const findings = [
    finding("redis", "runs as root"),
    finding("grafana", "is privileged"),
    finding("rabbitmq", "runs as root"),
  ];

  expect(told(findings)).toBe("redis, rabbitmq: runs as root; grafana: is privileged");
  expect(told([])).toBe("none");
});

test("of very many the first are told, and how many more", () => {
  const many = Array.from({ length: 23 }, (_, index) => finding("redis", `finding ${index}`));

  expect(told(many)).toMatch(/finding 19; and 3 more$/);
});

test("what is allowed ends a finding, nothing as well", () => {
  expect(allowedAre([6379, "6390"])).toBe("allowed are 6379, 6390");
  expect(allowedAre([])).toBe("allowed are none");
});
