import { expect, test } from "vitest";
import { NATS_ADDRESSES } from "./nats-addresses.ts";

const WRITTEN = {
  url: "nats://broker.example",
  monitoring: "http://broker.example:8222",
  user: "admin",
  password: "secret",
};
const parsed = (written: object) => NATS_ADDRESSES.nats?.safeParse(written);
const complaints = (written: object) => parsed(written)?.error?.issues.map(({ path }) => path.join("."));

test("an entry says where clients and the monitoring port are reached, and who asks", () => {
  expect(parsed(WRITTEN)?.data).toEqual({
    addresses: {
      4222: { host: "broker.example", port: 4222 },
      8222: { host: "broker.example", port: 8222 },
    },
    environment: { NATS_USER: "admin", NATS_PASSWORD: "secret" },
  });
});

test("with TLS it is at the same port, with another scheme", () => {
  expect(parsed({ ...WRITTEN, url: "natss://broker.example" })?.data?.addresses[4222]).toEqual({
    ...{ host: "broker.example", port: 4222, isTls: true },
  });
});

test.for([
  ["url", { ...WRITTEN, url: "redis://broker.example" }],
  ["url", { ...WRITTEN, url: "nats://admin:secret@broker.example" }],
  ["monitoring", { ...WRITTEN, monitoring: "broker.example:8222" }],
  ["password", { ...WRITTEN, password: "" }],
  ["user", { ...WRITTEN, user: undefined }],
  ["", { ...WRITTEN, vhost: "/" }],
] as const)("what is wrong in %s is named by it: %#", ([path, written]) => {
  expect(complaints(written)).toEqual([path]);
});
