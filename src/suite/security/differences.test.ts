import { expect, test } from "vitest";
import { allowedFor } from "./allowed.ts";
import type { ContainerFacts } from "./container-facts.ts";
import {
  excessOf,
  missingVolumes,
  openAddresses,
  strangeMounts,
  strangePorts,
  strangeSockets,
} from "./differences.ts";
import { MODEST } from "./testing.ts";

const REDIS = allowedFor("redis");
const ROOT = "/srv/broker";

const privileges = (changed: Partial<ContainerFacts>) =>
  excessOf({ ...MODEST, ...changed }).map(({ text }) => text);
const mounts = (...added: ContainerFacts["mounts"]) =>
  strangeMounts({ ...MODEST, mounts: [...MODEST.mounts, ...added] }, REDIS, ROOT).map(({ text }) => text);
const published = (changed: Partial<ContainerFacts["published"][number]>) => ({
  ...MODEST,
  published: MODEST.published.map((each) => ({ ...each, ...changed })),
});

test("a container as the compose file has it has nothing that it does not need", () => {
  expect([
    ...excessOf(MODEST),
    ...openAddresses(MODEST),
    ...strangePorts(MODEST, REDIS),
    ...strangeMounts(MODEST, REDIS, ROOT),
    ...strangeSockets("redis", [6379], REDIS),
  ]).toEqual([]);
});

test.each<[string, Partial<ContainerFacts>]>([
  ["is privileged", { isPrivileged: true }],
  ["keeps capabilities, allowed are none", { capDrop: [] }],
  ["keeps capabilities, allowed are none", { capDrop: ["NET_RAW"] }],
  ["adds the capability NET_ADMIN, allowed are none", { capAdd: ["CAP_NET_ADMIN"] }],
  ["may gain privileges", { securityOpt: [] }],
  ["may gain privileges", { securityOpt: ["no-new-privileges:false"] }],
  ["may gain privileges", { securityOpt: ["no-new-privileges:true", "no-new-privileges:false"] }],
  ...[
    ...[
      "seccomp=unconfined",
      "seccomp:unconfined",
      "seccomp=./profile.json",
      "label=disable",
      "label=type:spc_t",
    ],
    ...["apparmor=other", "writable-cgroups=true", "systempaths=unconfined"],
  ].map((option): [string, Partial<ContainerFacts>] => [
    `has the security_opt ${option}, allowed is no-new-privileges`,
    { securityOpt: ["no-new-privileges:true", option] },
  ]),
  ["shares the pid namespace of host, allowed is its own", { namespaces: { pid: "host" } }],
  ["has the device /dev/sda, allowed are none", { devices: ["/dev/sda"] }],
  ["is in the group 0, allowed are none", { groups: ["0"] }],
  ["sets kernel.msgmax, allowed are net.core.somaxconn", { sysctls: { "kernel.msgmax": "1" } }],
  ["sets net.core.somaxconn to 4, allowed is 128 or more", { sysctls: { "net.core.somaxconn": "4" } }],
  ["is on the network bridge, allowed are none", { networks: ["bridge"] }],
  ["has aliases of another, allowed are none", { onNetworks: ["aliases of another"] }],
  ["runs in the group of root", { user: "999:0" }],
])("a container that %s is named, for %j", (text, changed) => {
  expect(privileges(changed)).toEqual([text]);
});

test.each(["", "0", "00", "+0", "root", "0:999", "root:redis"])("the user %j is root", (user) => {
  expect(privileges({ user })).toEqual(["runs as root"]);
});

test("other spellings of the same, and what does no harm, are nothing", () => {
  const { user: _user, ...ofImage } = MODEST;

  expect(excessOf(ofImage)).toEqual([]);
  expect(privileges({ securityOpt: ["no-new-privileges"], capDrop: ["all"] })).toEqual([]);
  expect(privileges({ securityOpt: ["no-new-privileges=true"] })).toEqual([]);
  expect(privileges({ sysctls: { "net.core.somaxconn": "4096" } })).toEqual([]);
  expect(privileges({ user: "10:100" })).toEqual([]);
});

test("everything that is too much is named together, with its service", () => {
  const all = excessOf({ ...MODEST, user: "", capDrop: [], capAdd: ["SYS_ADMIN"] });

  expect(all.map(({ service, text }) => `${service} ${text}`)).toEqual([
    "redis runs as root",
    "redis keeps capabilities, allowed are none",
    "redis adds the capability SYS_ADMIN, allowed are none",
  ]);
});

test.each(["", "0.0.0.0", "::", "192.168.1.7"])(
  "a port that is published on %j is open to others",
  (address) => {
    expect(openAddresses(published({ address })).map(({ text }) => text)).toEqual([
      `publishes ${address || "0.0.0.0"}:6379, allowed are addresses of loopback`,
    ]);
  },
);

test("another port of the host, and the other address of loopback, are as good", () => {
  expect(openAddresses(published({ address: "::1", hostPort: "16379" }))).toEqual([]);
  expect(strangePorts(published({ hostPort: "16379" }), REDIS)).toEqual([]);
});

test("a port that is none of the service's is named, wherever it is published", () => {
  expect(strangePorts(published({ port: 6060 }), REDIS).map(({ text }) => text)).toEqual([
    "publishes its port 6060/tcp, allowed are 6379, 6390",
  ]);
  expect(strangePorts(published({ protocol: "udp" }), REDIS)).toHaveLength(1);
});

test("a socket that nobody stated is named, and one within a stated range is not", () => {
  expect(strangeSockets("redis", [6379, 6060], REDIS).map(({ text }) => text)).toEqual([
    "listens on its port 6060, allowed are 6379, 6390",
  ]);
  expect(strangeSockets("rabbitmq", [4369, 25672, 35675, 5672], allowedFor("rabbitmq"))).toEqual([]);
  expect(strangeSockets("rabbitmq", [35683], allowedFor("rabbitmq"))).toHaveLength(1);
});

test.each([
  ["/", "/host", "mounts / at /host for reading, allowed are "],
  ["/root", "/root", "mounts /root at /root for reading, allowed are "],
  ["/var/run/docker.sock", "/run/docker.sock", "mounts /var/run/docker.sock at /run/docker.sock"],
  [ROOT, "/usr/local/etc/redis", `mounts ${ROOT} at /usr/local/etc/redis`],
  [`${ROOT}/config/rabbitmq`, "/usr/local/etc/redis", "mounts config/rabbitmq at /usr/local/etc/redis"],
])("the mount of %s at %s is named", (source, target, text) => {
  const [found = "", ...others] = mounts({ kind: "bind", source, target, isReadOnly: true });

  expect(found).toContain(text);
  expect(others).toEqual([]);
});

test("what may be read only and is mounted for writing is named", () => {
  const writable = MODEST.mounts.map((mount) => ({ ...mount, isReadOnly: false }));

  expect(strangeMounts({ ...MODEST, mounts: writable }, REDIS, ROOT).map(({ text }) => text)).toEqual([
    "mounts config/redis at /usr/local/etc/redis for writing, allowed is reading",
  ]);
});

test("the volume of another service is named; a file of what it may read, and what is its own alone, is not", () => {
  expect(
    mounts({ kind: "volume", source: "rabbitmq-data", target: "/data/other", isReadOnly: true })[0],
  ).toContain("mounts the volume rabbitmq-data at /data/other for reading, allowed are ");
  expect(
    mounts(
      { kind: "tmpfs", source: "", target: "/tmp", isReadOnly: false },
      { kind: "volume", source: "", target: "/cache", isReadOnly: false },
      {
        kind: "bind",
        source: `${ROOT}/config/redis/redis.conf`,
        target: "/usr/local/etc/redis/redis.conf",
        isReadOnly: true,
      },
    ),
  ).toEqual([]);
});

test("what has to outlive its container is on a volume with a name", () => {
  const volume = { kind: "volume" as const, target: "/data", isReadOnly: false };
  const missing = (mounts: ContainerFacts["mounts"]) =>
    missingVolumes({ ...MODEST, mounts }, REDIS).map(({ text }) => text);

  expect(missing(MODEST.mounts)).toEqual([]);
  expect(missing([{ ...volume, source: "redis-data", target: "/data/appendonlydir" }])).toEqual([]);
  const told = ["has no volume at /data, expected is one"];
  expect(missing([])).toEqual(told);
  expect(missing([{ ...volume, source: "" }])).toEqual(told);
  expect(missing([{ ...volume, source: "redis-data", target: "/var/lib/redis" }])).toEqual(told);
});

test("a service that keeps nothing needs no volume", () => {
  expect(missingVolumes({ ...MODEST, mounts: [] }, { published: [], reads: {}, secrets: {} })).toEqual([]);
});
