import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { exposureIn } from "./composed-exposure.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { exposureWithTls } from "./delivered-exposure.ts";
import { MODEST } from "./testing.ts";
import { TLS_OVERLAY } from "./tls-overlay.ts";

const STACK = "/srv/broker";
const HELD = new Map([["mark-of-the-store", ["REDIS_PASSWORD"]]]);
const SOUND: ContainerFacts = { ...MODEST, environment: { REDIS_PASSWORD: "mark-of-the-store" } };
const OVERLAY = readFileSync(join(ROOT, TLS_OVERLAY), "utf8");

const published = (port: number, address = "127.0.0.1") => ({
  ...{ address, hostPort: `${port}`, port },
  protocol: "tcp",
});
/** What is found where TLS adds that to the service. */
const found = (changed: Partial<ContainerFacts>, { overlay = OVERLAY, plain = SOUND } = {}) => {
  const without = exposureIn({ services: [plain], held: HELD }, STACK);
  const { open, excess } = exposureWithTls(without, {
    services: [{ ...plain, ...changed }],
    ...{ overlay, root: STACK },
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
    `with ${TLS_OVERLAY} publishes 0.0.0.0:6379, allowed are addresses of loopback`,
  ]);
});

test("a port, a mount and a key that TLS does not take are named with the file that adds them", () => {
  const host = { kind: "bind", source: "/", target: "/host", isReadOnly: true };
  const overlay = 'services: { redis: { restart: "no" } }';
  const ports = [...MODEST.published, published(6060)];

  expect(found({ published: ports, mounts: [...MODEST.mounts, host] }, { overlay })).toEqual([
    `has restart in ${TLS_OVERLAY}, allowed are ports, volumes`,
    `with ${TLS_OVERLAY} publishes its port 6060/tcp, allowed are 6379, 6390`,
    expect.stringContaining(`with ${TLS_OVERLAY} mounts / at /host for reading, allowed are `),
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
