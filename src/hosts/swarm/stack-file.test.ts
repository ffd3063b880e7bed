import { expect, test } from "vitest";
import type { ComposedService } from "./composed.ts";
import type { MountedFile } from "./mounted-files.ts";
import { SETTINGS, stackFileOf } from "./stack-file.ts";

const REDIS: ComposedService = {
  image: "redis:8",
  command: ["sh", "start.sh", "$HOME"],
  environment: { REDIS_PASSWORD: "it's $ecret", ANNOUNCED_NAME: "redis" },
  healthcheck: { test: ["CMD", "sh", "healthy.sh"] },
  container_name: "redis",
  restart: "unless-stopped",
  depends_on: { other: {} },
  security_opt: ["no-new-privileges:true"],
  ports: [{ target: 6390, published: "6390", host_ip: "127.0.0.1" }],
  volumes: [
    { type: "volume", source: "redis-data", target: "/data" },
    { type: "bind", source: "/x/config", target: "/etc/redis" },
  ],
  deploy: { placement: { constraints: ["node.labels.broker.slot == 1"] } },
};

const FILES: readonly MountedFile[] = [
  {
    path: "config/redis.conf",
    target: "/etc/redis/redis.conf",
    content: Buffer.from("save"),
    isSecret: false,
  },
  { path: "tls/server.key", target: "/tls/server.key", content: Buffer.from("key"), isSecret: true },
];

function stack(service: ComposedService = REDIS, files = FILES) {
  return stackFileOf({
    name: "frames",
    composed: { services: { redis: service }, volumes: { "redis-data": {} } },
    filesOf: () => files,
    labels: { ours: "yes" },
  });
}

type Shown = Record<string, unknown> & {
  configs: { source: string }[];
  secrets: { source: string; target: string }[];
};
const redisOf = ({ file }: ReturnType<typeof stack>) => file.services.redis as unknown as Shown;

test("what Swarm has no word for is left out, and what it has stays", () => {
  const redis = redisOf(stack());

  expect(Object.keys(redis)).not.toEqual(
    expect.arrayContaining(["container_name", "restart", "depends_on", "security_opt"]),
  );
  expect(redis).toMatchObject({
    image: "redis:8",
    ports: [{ target: 6390, published: 6390, protocol: "tcp", mode: "host" }],
    volumes: [{ type: "volume", source: "redis-data", target: "/data" }],
    deploy: { placement: { constraints: ["node.labels.broker.slot == 1"] } },
  });
});

test("limits and how a container runs are carried over, in Swarm's words", () => {
  const limits = { mem_limit: "536870912", cpus: 0.5 };
  const redis = redisOf(stack({ ...REDIS, ...limits, init: true, stop_grace_period: "1m0s" }));

  expect(redis).toMatchObject({
    init: true,
    stop_grace_period: "1m0s",
    deploy: {
      resources: { limits: { memory: "536870912", cpus: "0.5" } },
      placement: { constraints: ["node.labels.broker.slot == 1"] },
    },
  });
  expect(redis).not.toHaveProperty("mem_limit");
  expect(redisOf(stack()).deploy).not.toHaveProperty("resources");
});

test("a mounted file is a config, a key a secret, each named by its content", () => {
  const before = stack();
  const after = stack(REDIS, [{ ...(FILES[0] as MountedFile), content: Buffer.from("save ''") }]);

  expect(before.configs.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^frames_config-redis-conf_[0-9a-f]{12}$/),
  ]);
  expect(redisOf(before).secrets.map(({ target }) => target)).toContain("/tls/server.key");
  expect(after.configs[0]?.name).not.toBe(before.configs[0]?.name);
});

test("a service carries what tells its settings from others: of its files, its image and its credentials", () => {
  const settingsOf = (made: ReturnType<typeof stack>) => made.file.services.redis?.deploy.labels[SETTINGS];
  const others = [
    stack(REDIS, [{ ...(FILES[0] as MountedFile), content: Buffer.from("save ''") }, ...FILES.slice(1)]),
    stack({ ...REDIS, image: "redis:9" }),
    stack({ ...REDIS, environment: { ...REDIS.environment, REDIS_PASSWORD: "another" } }),
    stack({ ...REDIS, deploy: { placement: { constraints: ["node.labels.broker.slot == 2"] } } }),
  ];

  expect(settingsOf(stack())).toBe(settingsOf(stack()));
  expect(new Set([stack(), ...others].map(settingsOf)).size).toBe(1 + others.length);
});

test("no name of a config is longer than Swarm takes", () => {
  const path = `config/${"a-long-name/".repeat(12)}redis.conf`;
  const [config] = stack(REDIS, [{ ...(FILES[0] as MountedFile), path }]).configs;

  expect(config?.name.length).toBeLessThanOrEqual(64);
});

test("a credential is in a secret alone, as a line that a shell reads back", () => {
  const made = stack();

  expect(JSON.stringify(made.file)).not.toContain("it's");
  expect(redisOf(made).environment).toEqual({ ANNOUNCED_NAME: "redis" });
  expect(made.secrets.map(({ content }) => String(content))).toContain("REDIS_PASSWORD='it'\\''s $ecret'\n");
});

test("its program and what asks for its health find the credentials in their environment", () => {
  const { entrypoint, healthcheck } = redisOf(stack()) as unknown as {
    entrypoint: string[];
    healthcheck: { test: string[] };
  };

  expect(entrypoint.slice(0, 2)).toEqual(["sh", "-c"]);
  expect(healthcheck.test.slice(-2)).toEqual(["sh", "healthy.sh"]);
  expect(healthcheck.test[0]).toBe("CMD");
});

test("a health check that is switched off stays so", () => {
  const redis = redisOf(stack({ ...REDIS, healthcheck: { disable: true, test: ["CMD", "x"] } }));

  expect(redis.healthcheck).toEqual({ disable: true });
});

test("a $ of what Compose has replaced already is no variable any more", () => {
  expect(redisOf(stack()).command).toEqual(["sh", "start.sh", "$$HOME"]);
});
