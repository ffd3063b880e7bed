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
    hostname: "redis",
    ports: [{ target: 6060, published: 6060 }],
    environment: { EMPTY: null },
  });

  expect(more).toMatchObject({
    isPrivileged: true,
    capAdd: ["SYS_ADMIN"],
    devices: ["/dev/sda:/dev/sda", '{"source":"/dev/sdb","target":"/dev/sdb"}', "c 1:3 mr"],
    groups: ["0", "999"],
    sysctls: { "kernel.msgmax": "1" },
    namespaces: { network: "service:rabbitmq", pid: "host" },
    networks: ["outside"],
    published: [{ address: "", hostPort: "6060", port: 6060, protocol: "tcp" }],
    environment: { EMPTY: "" },
  });
});

test.each([{ default: null }, { default: {} }, null, undefined])(
  "the networks %j are that of the stack",
  (networks) => {
    expect(factsOf({ networks })).toMatchObject({ networks: [], onNetworks: [] });
  },
);

test.each(["bridge", "none", "broker_default"])(
  "the network mode %s is a network beyond that of the stack",
  (mode) => {
    expect(factsOf({ network_mode: mode })).toMatchObject({ networks: [mode], namespaces: {} });
  },
);

test("a name and an address that a service is given on a network are read", () => {
  const networks = { default: { aliases: ["alertmanager"], ipv4_address: "10.0.0.7" } };

  expect(factsOf({ networks })?.onNetworks).toEqual([
    'aliases ["alertmanager"] on the network default',
    'ipv4_address "10.0.0.7" on the network default',
  ]);
});

test.each(["hostname", "container_name"])(
  "a %s that is another service's name is read, any other is not",
  (key) => {
    const named = (name: string) =>
      factsOfComposed(JSON.stringify({ services: { redis: { [key]: name }, alertmanager: {} } }))[0]
        ?.onNetworks;

    expect(named("alertmanager")).toEqual(["the name alertmanager of another service"]);
    expect([named("redis"), named("store")]).toEqual([[], []]);
  },
);
