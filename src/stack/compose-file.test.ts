import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { compose } from "./compose-cli.ts";
import { ROOT, readComposeFile, serviceOf } from "./compose-file.ts";
import type { ServiceDefinition } from "./compose-schema.ts";

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
  const folder = scratchFolder("compose-");
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
    "    container_name: redis\n    tmpfs: /data\n",
  );

  expect(() => redisOf(unknown)).toThrow(/line 8: services\.redis: .*"tmpfs"/);
});

test("ports and mounts may be written out, and a port may be on the other loopback address", () => {
  const long = VALID.replace(
    '    ports: ["127.0.0.1:6379:6379"]\n',
    "    ports: [{ target: 6379, published: 6379, host_ip: 127.0.0.1, protocol: tcp, mode: host }]\n",
  );

  expect(redisOf(long)).toEqual(redisOf(VALID));
  expect(redisOf(VALID.replace("127.0.0.1:6379:6379", "[::1]:6379:6379")).ports).toEqual([
    { hostAddress: "::1", hostPort: 6379, containerPort: 6379 },
  ]);
  expect(() => redisOf(long.replace(" host_ip: 127.0.0.1,", ""))).toThrow(/host_ip/);
});

test("what gives a container more of its host is read, for overall/security to name", () => {
  const more = VALID.replace(
    "    container_name: redis\n",
    "    container_name: redis\n    cap_add: [SYS_ADMIN]\n",
  );

  expect(redisOf(more).cap_add).toEqual(["SYS_ADMIN"]);
});

test("a port on every interface is an error with its line", () => {
  expect(() => redisOf(VALID.replace("127.0.0.1:6379:6379", "6379:6379"))).toThrow(
    /line 11: services\.redis\.ports\.0/,
  );
});

test.each(["no", "always", "on-failure", "on-failure:3", "unless-stopped"])(
  "a container may be restarted %s: whether that is right is for a criterion to say",
  (restart) => {
    expect(redisOf(VALID.replace("unless-stopped", `"${restart}"`)).restart).toBe(restart);
  },
);

test("without a word about it nothing is restarted, and another word is an error with its line", () => {
  expect(redisOf(VALID.replace("  restart: unless-stopped\n", "")).restart).toBe("no");
  expect(() => redisOf(VALID.replace("unless-stopped", "sometimes"))).toThrow(/restart.*write no, always/);
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

/** Everything that Compose's own reader of `.env` does otherwise than a simple one. */
const NASTY = [
  "\uFEFFREG=registry.example:5000",
  "export REDIS_IMAGE=${REG}/redis:8#b",
  "RABBITMQ_IMAGE = 'rabbit$mq' # a comment",
  'PROMETHEUS_IMAGE="${REG:-none}/prom:\\"3\\""',
  "ALERTMANAGER_IMAGE=${REDIS_IMAGE}-alert",
  "REDIS_PASSWORD='a$b # c\\d'",
  'RABBITMQ_PASSWORD="two\nlines $$REG"',
  "PRODUCER_PASSWORD=$$cash",
  "CONSUMER_PASSWORD=a b",
  "GRAFANA_SCALE=0",
  "",
].join("\r\n");

test("what is verified is what is deployed: images and environment are those of docker compose config", async () => {
  const folder = root(readFileSync(join(ROOT, "docker-compose.yml"), "utf8"), NASTY);
  const text = await compose({ root: folder, files: ["docker-compose.yml"], profiles: ["*"] }, [
    "config",
    "--format",
    "json",
  ]);
  const deployed = JSON.parse(text.replaceAll("$$", "$")) as { services: Record<string, ServiceDefinition> };

  const { services } = readComposeFile({ root: folder });

  expect(Object.keys(services).sort()).toEqual(Object.keys(deployed.services).sort());
  for (const [name, { image, environment = {} }] of Object.entries(deployed.services)) {
    expect(services[name]).toMatchObject({ name, image, environment });
  }
  expect(services.redis?.image).toBe("registry.example:5000/redis:8#b");
});

test("the environment may set a variable that .env refers to", () => {
  const dotEnv = "REDIS_IMAGE=${REG}/redis:x\n";

  expect(redisOf(VALID, { dotEnv, env: { REG: "here" } }).image).toBe("here/redis:x");
});

test("a .env that Compose does not take is named, without what the line holds", () => {
  const read = () => redisOf(VALID, { dotEnv: 'A=1\nREDIS_PASSWORD="hunter2\n' });

  expect(read).toThrow(/\.env: expected a file of variables.*line \d/);
  expect(read).not.toThrow(/hunter2/);
});

test("a .env that is no file is named", () => {
  const folder = root(VALID);
  mkdirSync(join(folder, ".env"));

  expect(() => readComposeFile({ root: folder, env: {} })).toThrow(/\.env: expected a file of variables/);
});

test("a variable that has to be set and is not is named with its line", () => {
  const required = VALID.replace("${REDIS_IMAGE:-redis:8}", "${REDIS_IMAGE:?say which}");

  expect(() => redisOf(required)).toThrow(/line 9: the variable REDIS_IMAGE is missing a value: say which/);
});

test("without .env the file's own defaults hold, and Docker is not asked", () => {
  const folder = root(VALID, "REDIS_IMAGE=redis:from-dot-env\n");

  vi.stubEnv("PATH", "/nowhere");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });

  expect(readComposeFile({ root: folder, env: {}, dotEnv: false }).services.redis?.image).toBe("redis:8");
});
