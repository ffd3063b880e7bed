import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { settingsInConf } from "./nats-conf.ts";

const inConf = (text: string) => Object.fromEntries(settingsInConf(text));

test("keys stand in blocks, whichever way they and their values are written", () => {
  expect(
    inConf(`# a comment { with a brace
server_name: "nats"
Listen = 0.0.0.0:4222 // where clients come
jetstream {
  store_dir: '/var/tmp', sync_interval always
  limits: { max_ha_assets: 5 }
}
routes: [
  "nats://route:a{b@nats-2:6222"
  nats://nats-3:6222 # the third
]
`),
  ).toEqual({
    server_name: "nats",
    listen: "0.0.0.0:4222",
    "jetstream.store_dir": "/var/tmp",
    "jetstream.sync_interval": "always",
    "jetstream.limits.max_ha_assets": "5",
    routes: "nats://route:a{b@nats-2:6222, nats://nats-3:6222",
  });
});

test("the delivered files are read to their end", () => {
  const text = ["config/nats/nats.conf", "config/tls/nats.conf"]
    .map((file) => readFileSync(join(ROOT, file), "utf8"))
    .join("");

  expect(Object.keys(inConf(text))).toEqual([
    ...["listen", "http", "max_payload", "ping_interval", "ping_max"],
    ...["store_dir", "sync_interval", "max_memory_store", "max_file_store"].map((key) => `jetstream.${key}`),
    ...["cert_file", "key_file", "ca_file", "verify"].map((key) => `tls.${key}`),
    "allow_non_tls",
  ]);
});

test("users are JSON, which is a configuration too", () => {
  expect(inConf('{ "accounts": { "FRAMES": { "jetstream": "enabled" } } }'.slice(1, -1))).toEqual({
    "accounts.frames.jetstream": "enabled",
  });
});

test("what is none is refused", () => {
  expect(() => settingsInConf("listen: 1\n]")).toThrow("can't be read from: ]");
});
