import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
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

test("a node that takes a login over TLS, and none without it, is as it should be", {
  timeout: 120_000,
}, async ({ skip }) => {
  if (!(await onPath("openssl"))) skip("no openssl on this host");
  const folder = mkdtempSync(join(tmpdir(), "tls-offer-"));
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  try {
    await execa("sh", [join(ROOT, "config/tls/make-certificates.sh"), folder]);
    const tls = { key: read("server.key"), cert: read("server.crt") };
    await using redis = await redisStandIn(letsIn, tls);

    expect(await withoutTls([node("redis", 6390, redis.at)], { ca: read("ca.crt"), credentials })).toEqual(
      [],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

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
