import { expect, test } from "vitest";
import { factsOfComposed } from "./composed-facts.ts";
import { MODEST } from "./testing.ts";

const REDIS = {
  user: "999:999",
  cap_drop: ["ALL"],
  security_opt: ["no-new-privileges:true"],
  networks: { default: null },
  volumes: [
    {
      type: "bind",
      source: "/srv/broker/config/redis",
      target: "/usr/local/etc/redis",
      read_only: true,
      bind: { create_host_path: true },
    },
    { type: "volume", source: "redis-data", target: "/data", volume: {} },
  ],
  ports: [{ mode: "ingress", host_ip: "127.0.0.1", target: 6379, published: "6379", protocol: "tcp" }],
  environment: { REDIS_PASSWORD: "", ANNOUNCED_NAME: "redis" },
  command: ["sh"],
  entrypoint: null,
};
const factsOf = (service: object) => factsOfComposed(JSON.stringify({ services: { redis: service } }))[0];

test("a service has what Compose would give its container", () => {
  expect(factsOf(REDIS)).toEqual({
    ...MODEST,
    texts: { command: '[null,["sh"]]', labels: "{}", "health check": "{}" },
  });
});

test("a service that says nothing has nothing, and its image says its user", () => {
  expect(factsOf({ image: "redis" })).toMatchObject({
    capDrop: [],
    mounts: [],
    published: [],
    environment: {},
  });
  expect(factsOf({ image: "redis" })).not.toHaveProperty("user");
});

test("what a service has of its host is read, however it is written", () => {
  const more = factsOf({
    privileged: true,
    cap_add: ["SYS_ADMIN"],
    devices: ["/dev/sda:/dev/sda", { source: "/dev/sdb", target: "/dev/sdb" }],
    device_cgroup_rules: ["c 1:3 mr"],
    group_add: ["0", 999],
    sysctls: { "kernel.msgmax": "1" },
    network_mode: "service:rabbitmq",
    pid: "host",
    ipc: "private",
    networks: { default: null, outside: {} },
    ports: [{ target: 6060, published: 6060 }],
    environment: { EMPTY: null },
  });

  expect(more).toMatchObject({
    isPrivileged: true,
    capAdd: ["SYS_ADMIN"],
    devices: ["/dev/sda:/dev/sda", '{"source":"/dev/sdb","target":"/dev/sdb"}', "c 1:3 mr"],
    groups: ["0", "999"],
    sysctls: ["kernel.msgmax"],
    namespaces: { network: "service:rabbitmq", pid: "host" },
    networks: ["outside"],
    published: [{ address: "", hostPort: "6060", port: 6060, protocol: "tcp" }],
    environment: { EMPTY: "" },
  });
});
