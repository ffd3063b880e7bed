import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { exposureIn } from "./composed-exposure.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { exposureWith } from "./delivered-exposure.ts";
import { SWARM_OVERLAY, TLS_OVERLAY } from "./overlays.ts";
import { MODEST } from "./testing.ts";

const STACK = "/srv/broker";
const HELD = new Map([["mark-of-the-store", ["REDIS_PASSWORD"]]]);
const SOUND: ContainerFacts = { ...MODEST, environment: { REDIS_PASSWORD: "mark-of-the-store" } };
const OVERLAY = readFileSync(join(ROOT, TLS_OVERLAY.file), "utf8");

const published = (port: number, address = "127.0.0.1") => ({
  ...{ address, hostPort: `${port}`, port },
  protocol: "tcp",
});
/** What is found where TLS adds that to the service. */
const found = (
  changed: Partial<ContainerFacts>,
  { text = OVERLAY, plain = SOUND, overlay = TLS_OVERLAY } = {},
) => {
  const without = exposureIn({ services: [plain], held: HELD }, STACK);
  const { open, excess } = exposureWith(without, overlay, {
    services: [{ ...plain, ...changed }],
    ...{ held: HELD, text, root: STACK },
  });
  return [open, ...Object.values(excess)].flat().map(({ text }) => text);
};

const CERTIFICATES = { kind: "bind", source: `${STACK}/tls`, target: "/tls", isReadOnly: true };

test("TLS as it is delivered adds nothing that is not stated", () => {
  expect(
    found({
      published: [...MODEST.published, published(6390)],
      mounts: [...MODEST.mounts, CERTIFICATES],
    }),
  ).toEqual([]);
});

test("the ports of TLS may be reached from other hosts, and no other", () => {
  const mounts = [...MODEST.mounts, CERTIFICATES];

  expect(found({ published: [...MODEST.published, published(6390, "192.168.1.7")], mounts })).toEqual([]);
  expect(found({ published: [...MODEST.published, published(6379, "0.0.0.0")], mounts })).toEqual([
    `with ${TLS_OVERLAY.file} publishes 0.0.0.0:6379, allowed are addresses of loopback`,
  ]);
});

test("a port, a mount and a key that TLS does not take are named with the file that adds them", () => {
  const host = { kind: "bind", source: "/", target: "/host", isReadOnly: true };
  const text = 'services: { redis: { restart: "no" } }';
  const ports = [...MODEST.published, published(6060)];

  expect(found({ published: ports, mounts: [...MODEST.mounts, host] }, { text })).toEqual([
    `has restart in ${TLS_OVERLAY.file}, allowed are ports, volumes`,
    `with ${TLS_OVERLAY.file} publishes its port 6060/tcp, allowed are 6379, 6390`,
    expect.stringContaining(`with ${TLS_OVERLAY.file} mounts / at /host for reading, allowed are `),
  ]);
});

test("what the compose file alone has is named once, without the file that adds TLS", () => {
  const plain = { ...SOUND, published: [published(6379, "0.0.0.0")] };

  expect(found({}, { plain })).toEqual(["publishes 0.0.0.0:6379, allowed are addresses of loopback"]);
});

test("a credential that the compose file fixes is named", () => {
  const plain = { ...SOUND, environment: { REDIS_PASSWORD: "fixed" } };

  expect(found({}, { plain })).toEqual(["REDIS_PASSWORD does not hold what .env gives as REDIS_PASSWORD"]);
});

const ACROSS = { text: "", overlay: SWARM_OVERLAY };

test("across hosts the ports of TLS are published, and what others reach besides is named", () => {
  const mounts = [...MODEST.mounts, CERTIFICATES];

  expect(found({ published: [published(6390, "")], mounts }, ACROSS)).toEqual([]);
  expect(found({ published: [published(6379, "")], mounts }, ACROSS)).toEqual([
    `with ${SWARM_OVERLAY.file} publishes 0.0.0.0:6379, allowed are 6390`,
  ]);
  expect(found({ published: [published(6390, "")] }, ACROSS)).toEqual([
    `with ${SWARM_OVERLAY.file} publishes 0.0.0.0:6390, allowed are none`,
  ]);
});

test("NATS has one port for clients of other hosts, and its figures are for none", () => {
  const plain = { ...SOUND, service: "nats", mounts: [], published: [], environment: {} };

  expect(found({ published: [published(4222, "")] }, { ...ACROSS, plain })).toEqual(
    found({}, { ...ACROSS, plain }),
  );
  expect(found({ published: [published(8222, "")] }, { ...ACROSS, plain })).toContain(
    `with ${SWARM_OVERLAY.file} publishes 0.0.0.0:8222, allowed are 4222`,
  );
});

test("a credential that a service is given for several hosts alone is named", () => {
  const environment = { ...SOUND.environment, API_TOKEN: "t" };

  expect(found({ environment }, ACROSS)).toEqual([
    expect.stringContaining(`with ${SWARM_OVERLAY.file} API_TOKEN may hold a secret`),
  ]);
});
