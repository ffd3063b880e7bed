import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { beyondOverlay, OVERLAYS, SWARM_OVERLAY, TLS_OVERLAY } from "./overlays.ts";

const texts = (text: string, overlay = TLS_OVERLAY) =>
  beyondOverlay(text, overlay).map((finding) => `${finding.service}: ${finding.text}`);

test.for(OVERLAYS)("the delivered $file says nothing but what it is for", (overlay) => {
  expect(texts(readFileSync(join(ROOT, overlay.file), "utf8"), overlay)).toEqual([]);
});

test("an overlay that says nothing, or the same by an anchor, is as good", () => {
  expect(texts("")).toEqual([]);
  expect(texts("x-ports: &ports [1]\nservices: { redis: { ports: *ports }, rabbitmq: }")).toEqual([]);
});

test.for([
  [
    'services: { rabbitmq: { restart: "no" } }',
    `rabbitmq: has restart in ${TLS_OVERLAY.file}, allowed are ports, volumes`,
  ],
  [
    "services: { prometheus: { ports: [], privileged: true } }",
    `prometheus: has privileged in ${TLS_OVERLAY.file}, allowed are ports, volumes`,
  ],
  ["networks: { outside: {} }", `all: has networks in ${TLS_OVERLAY.file}, allowed are services`],
  [
    "x-all: &all { pid: host }\nservices: { redis: { <<: *all } }",
    `redis: has pid in ${TLS_OVERLAY.file}, allowed are ports, volumes`,
  ],
] as const)("%s is named", ([text, finding]) => {
  expect(texts(text)).toEqual([finding]);
});

test("what TLS adds is nothing for several hosts to add", () => {
  expect(texts("services: { redis: { volumes: [], cap_add: [SYS_ADMIN] } }", SWARM_OVERLAY)).toEqual(
    ["volumes", "cap_add"].map(
      (key) =>
        `redis: has ${key} in ${SWARM_OVERLAY.file}, allowed are ports, deploy, healthcheck, environment, entrypoint`,
    ),
  );
});
