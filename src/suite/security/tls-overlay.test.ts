import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { beyondTls, TLS_OVERLAY } from "./tls-overlay.ts";

const texts = (text: string) => beyondTls(text).map((finding) => `${finding.service}: ${finding.text}`);

test("the delivered file that adds TLS has nothing but ports and volumes", () => {
  expect(texts(readFileSync(join(ROOT, TLS_OVERLAY), "utf8"))).toEqual([]);
  expect(texts("")).toEqual([]);
  expect(texts("x-ports: &ports [1]\nservices: { redis: { ports: *ports }, rabbitmq: }")).toEqual([]);
});

test.for([
  [
    'services: { rabbitmq: { restart: "no" } }',
    `rabbitmq: has restart in ${TLS_OVERLAY}, allowed are ports, volumes`,
  ],
  [
    "services: { prometheus: { ports: [], privileged: true } }",
    `prometheus: has privileged in ${TLS_OVERLAY}, allowed are ports, volumes`,
  ],
  ["networks: { outside: {} }", `all: has networks in ${TLS_OVERLAY}, allowed are services`],
  [
    "x-all: &all { pid: host }\nservices: { redis: { <<: *all } }",
    `redis: has pid in ${TLS_OVERLAY}, allowed are ports, volumes`,
  ],
] as const)("%s is named", ([text, finding]) => {
  expect(texts(text)).toEqual([finding]);
});
