import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { natsStandIn } from "../../brokers/nats/nats-stand-in.ts";
import { lettingIn, redisStandIn } from "../../brokers/redis/redis-stand-in.ts";
import { onPath } from "../../kernel/on-path.ts";
import { ROOT } from "../../stack/compose-file.ts";
import type { HostPort } from "../../stack/running-service.ts";
import { reachedAt } from "../../stack/testing.ts";
import { newCredentials } from "./credentials.ts";
import { withoutTls } from "./tls-offer.ts";

const credentials = await newCredentials();
const letsIn = lettingIn({ producer: credentials.PRODUCER_PASSWORD });
const node = (name: string, port: number, at: HostPort) => reachedAt(name, { [port]: at });

/** A certificate that was made by the delivered script, as it is changed. */
async function certified(change: (script: string) => string = (script) => script) {
  const folder = mkdtempSync(join(tmpdir(), "tls-offer-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const script = join(folder, "make-certificates.sh");
  writeFileSync(script, change(readFileSync(join(ROOT, "config/tls/make-certificates.sh"), "utf8")));
  await execa("sh", [script, folder]);
  return { key: read("server.key"), cert: read("server.crt"), ca: read("ca.crt") };
}

test.skipIf(!(await onPath("openssl"))).for<[string, (script: string) => string, string[]]>([
  ["as delivered", (script) => script, []],
  [
    "without the names of replicas",
    (script) => script.replaceAll(/,DNS:redis-replica-\d/g, ""),
    [
      "redis-replica-1: its certificate is for DNS:redis, DNS:rabbitmq, DNS:rabbitmq-2, DNS:rabbitmq-3, DNS:nats, DNS:nats-2, DNS:nats-3, DNS:localhost, IP Address:127.0.0.1, expected redis-replica-1",
    ],
  ],
  [
    "for a day",
    (script) => script.replaceAll("-days 90", "-days 1"),
    [
      "redis-replica-1: its certificate is valid for 0 days more, expected 30",
      "redis-replica-1: the certificate of its authority is valid for 0 days more, expected 30",
    ],
  ],
])(
  "a node that takes a login over TLS alone, with certificates %s",
  {
    timeout: 120_000,
  },
  async ([, change, seen]) => {
    const { ca, ...certificate } = await certified(change);
    await using redis = await redisStandIn(letsIn, certificate);

    expect(await withoutTls([node("redis-replica-1", 6390, redis.at)], { ca, credentials })).toEqual(seen);
  },
);

test.skipIf(!(await onPath("openssl")))(
  "a node with one port for both is judged by its TLS alone, and by its certificate once it has greeted",
  { timeout: 120_000 },
  async () => {
    const { ca, ...certificate } = await certified((script) => script.replace(",DNS:nats-3", ""));
    await using withTls = await natsStandIn({ producer: credentials.PRODUCER_PASSWORD }, certificate);
    await using plain = await natsStandIn({ producer: credentials.PRODUCER_PASSWORD });
    const seenOf = (name: string, { at }: { at: HostPort }) =>
      withoutTls([node(name, 4222, at)], { ca, credentials });

    expect(await seenOf("nats-2", withTls)).toEqual([]);
    expect(await seenOf("nats-3", withTls)).toEqual([
      expect.stringMatching(/^nats-3: its certificate is for DNS:redis, .*, expected nats-3$/),
    ]);
    expect(await seenOf("nats-2", plain)).toEqual([expect.stringMatching(/^nats-2: .*tls/)]);
  },
);

test("a node that takes clients without TLS on the port for TLS is told twice: no TLS, and a door without it", async () => {
  await using redis = await redisStandIn(letsIn);

  const found = await withoutTls([node("redis-replica-1", 6390, redis.at)], {
    ca: "an authority",
    credentials,
  });

  expect(found).toEqual([
    expect.stringMatching(/^redis-replica-1: ./),
    "redis-replica-1 takes clients without TLS on the port for TLS",
  ]);
});

test("a node that nobody reaches has no TLS", async () => {
  const nowhere = node("rabbitmq", 5671, { host: "127.0.0.1", port: 1 });

  expect(await withoutTls([nowhere], { ca: "an authority", credentials })).toEqual([
    expect.stringMatching(/^rabbitmq: .*ECONNREFUSED/),
  ]);
});
