import { expect, test } from "vitest";
import { factsOfInspected, type Inspected } from "./inspected-facts.ts";
import { MODEST } from "./testing.ts";

const INSPECTED: Inspected = {
  Path: "sh",
  Args: ["/usr/local/etc/redis/start.sh"],
  Config: {
    User: "999:999",
    Env: ["PATH=/usr/bin", "GPG_KEY=of the image", "REDIS_PASSWORD=", "ANNOUNCED_NAME=redis"],
    Labels: null,
  },
  HostConfig: {
    CapAdd: null,
    CapDrop: ["ALL"],
    SecurityOpt: ["no-new-privileges:true"],
    NetworkMode: "signoff-1_default",
    PidMode: "",
    IpcMode: "private",
    MaskedPaths: ["/proc/kcore"],
  },
  Mounts: [
    { Type: "bind", Source: "/srv/broker/config/redis", Destination: "/usr/local/etc/redis", RW: false },
    { Type: "volume", Name: "signoff-1_redis-data", Source: "/var/lib", Destination: "/data", RW: true },
    { Type: "volume", Name: "a".repeat(64), Source: "/var/lib", Destination: "/cache", RW: true },
  ],
  NetworkSettings: {
    Networks: { "signoff-1_default": {} },
    Ports: { "6379/tcp": [{ HostIp: "127.0.0.1", HostPort: "6379" }], "9121/tcp": null },
  },
};
const OF = { service: "redis", project: "signoff-1", imageEnv: ["PATH=/usr/bin", "GPG_KEY=of the image"] };

test("a container has what its compose file gives it, and nothing that its image brings", () => {
  expect(factsOfInspected(INSPECTED, OF)).toEqual({
    ...MODEST,
    texts: { command: "sh /usr/local/etc/redis/start.sh", labels: "{}" },
  });
});

test("what is shared with the host, and protection that was taken away, is read", () => {
  const { HostConfig, NetworkSettings } = INSPECTED;
  const shared = factsOfInspected(
    {
      ...INSPECTED,
      HostConfig: {
        ...HostConfig,
        NetworkMode: "host",
        PidMode: "container:1",
        UTSMode: "host",
        MaskedPaths: [],
      },
      NetworkSettings: { ...NetworkSettings, Networks: { host: {}, bridge: {} } },
    },
    OF,
  );

  expect(shared.namespaces).toEqual({ network: "host", pid: "container:1", uts: "host" });
  expect(shared.networks).toEqual(["bridge"]);
  expect(shared.securityOpt).toContain("systempaths=unconfined");
});
