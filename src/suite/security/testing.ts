import type { ContainerFacts } from "./container-facts.ts";

/** A container that has no more than it needs, for unit tests. */
export const MODEST: ContainerFacts = {
  service: "redis",
  user: "999:999",
  isPrivileged: false,
  capAdd: [],
  capDrop: ["ALL"],
  securityOpt: ["no-new-privileges:true"],
  namespaces: {},
  networks: [],
  onNetworks: [],
  devices: [],
  groups: [],
  sysctls: {},
  mounts: [
    { kind: "bind", source: "/srv/broker/config/redis", target: "/usr/local/etc/redis", isReadOnly: true },
    { kind: "volume", source: "redis-data", target: "/data", isReadOnly: false },
  ],
  published: [{ address: "127.0.0.1", hostPort: "6379", port: 6379, protocol: "tcp" }],
  environment: { REDIS_PASSWORD: "", ANNOUNCED_NAME: "redis" },
  texts: { command: "sh /usr/local/etc/redis/start.sh" },
};
