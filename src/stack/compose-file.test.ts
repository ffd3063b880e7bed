import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readComposeFile, serviceOf } from "./compose-file.ts";

const VALID = `
name: broker
x-service: &service
  restart: unless-stopped
  cap_drop: [ALL]
services:
  redis:
    <<: *service
    image: \${REDIS_IMAGE:-redis:8}
    container_name: redis
    ports: ["127.0.0.1:6379:6379"]
    volumes: ["./config/redis:/etc/redis:ro", "data:/data"]
    healthcheck: { test: [CMD, redis-cli, ping], interval: 5s, timeout: 5s, retries: 6, start_period: 30s }
volumes:
  data: {}
`;

function root(compose: string, dotEnv?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "compose-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "docker-compose.yml"), compose);
  if (dotEnv !== undefined) writeFileSync(join(folder, ".env"), dotEnv);
  return folder;
}

function redisOf(
  compose: string,
  { dotEnv, env = {} }: { dotEnv?: string; env?: Record<string, string> } = {},
) {
  return serviceOf(readComposeFile({ root: root(compose, dotEnv), env }), "redis");
}

test("a service is read with what it inherits, its ports and its files", () => {
  expect(redisOf(VALID)).toMatchObject({
    name: "redis",
    image: "redis:8",
    imageVariable: "REDIS_IMAGE",
    cap_drop: ["ALL"],
    ports: [{ hostAddress: "127.0.0.1", hostPort: 6379, containerPort: 6379 }],
    volumes: [
      { kind: "bind", source: "./config/redis", target: "/etc/redis", readOnly: true },
      { kind: "volume", source: "data", target: "/data" },
    ],
  });
});

test(".env replaces a default, and the environment replaces .env", () => {
  const dotEnv = "REDIS_IMAGE=redis:from-dot-env\n";

  expect(redisOf(VALID, { dotEnv }).image).toBe("redis:from-dot-env");
  expect(redisOf(VALID, { dotEnv, env: { REDIS_IMAGE: "redis:from-env" } }).image).toBe("redis:from-env");
});

test("a key that the fixtures would not carry over is an error with its line", () => {
  const unknown = VALID.replace(
    "    container_name: redis\n",
    "    container_name: redis\n    privileged: true\n",
  );

  expect(() => redisOf(unknown)).toThrow(/line 8: services\.redis: .*"privileged"/);
});

test("a port on every interface is an error with its line", () => {
  expect(() => redisOf(VALID.replace("127.0.0.1:6379:6379", "6379:6379"))).toThrow(
    /line 11: services\.redis\.ports\.0/,
  );
});

test("all that is wrong is listed together", () => {
  const twice = VALID.replace("retries: 6", "retries: none").replace(
    "  redis:\n",
    "  redis:\n    tty: true\n",
  );

  expect(() => redisOf(twice)).toThrow(/"tty"[\s\S]*retries|retries[\s\S]*"tty"/);
});

test("a file that is no YAML is an error with its line", () => {
  expect(() => redisOf(`${VALID}  broken: [`)).toThrow(/docker-compose\.yml: .*line 1\d/);
});

test("a service that is missing is named beside those that are there", () => {
  const file = readComposeFile({ root: root(VALID), env: {} });

  expect(() => serviceOf(file, "rabbitmq")).toThrow(/service rabbitmq: .*saw redis/);
});

test("the shipped file is read whole", () => {
  expect(Object.keys(readComposeFile({ env: {} }).services)).toContain("redis");
});
