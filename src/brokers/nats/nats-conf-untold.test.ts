import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { untoldInConf } from "./nats-conf-untold.ts";

test("of the delivered files a server tells everything, or it is judged by what it comes to", () => {
  const cluster =
    'cluster {\n  name: broker\n  listen: "0.0.0.0:6222"\n  authorization { user: route, password: "x", timeout: 5 }\n' +
    '  no_advertise: true\n  routes: [\n    "nats://route:x@nats:6222"\n  ]\n}\nserver_name: "nats"\ninclude nats.conf\n';
  const files = ["config/nats/nats.conf", "config/tls/nats.conf"].map((file) =>
    readFileSync(join(ROOT, file), "utf8"),
  );

  expect(untoldInConf([cluster, ...files].join(""))).toEqual({});
});

test.for([
  ["jetstream { max_outstanding_catchup: 1KB }", { "conf.jetstream.max_outstanding_catchup": "1KB" }],
  ["JetStream: { Limits { max_ha_assets = 1 } }", { "conf.jetstream.limits.max_ha_assets": "1" }],
  ["cluster { ping_interval: 2h }", { "conf.cluster.ping_interval": "2h" }],
  ["tls { verify_and_map: true }", { "conf.tls.verify_and_map": "true" }],
  ["lame_duck_duration: 30s", { "conf.lame_duck_duration": "30s" }],
] as const)("%s is a setting", ([text, settings]) => {
  expect(untoldInConf(text)).toEqual(settings);
});

test("what may be a credential is not told", () => {
  expect(untoldInConf('authorization { token: 12345 }\naccount_resolver: "https://a:b@c"')).toEqual({
    "conf.authorization.token": "is there",
    "conf.account_resolver": "is there",
  });
});
