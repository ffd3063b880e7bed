import { expect, test } from "vitest";
import { excessOf, type Privileged } from "./privileges.ts";

const MODEST: Privileged = {
  Config: { User: "999:999" },
  HostConfig: {
    Privileged: false,
    CapDrop: ["ALL"],
    CapAdd: null,
    SecurityOpt: ["no-new-privileges:true"],
    NetworkMode: "signoff-1",
    PidMode: "",
  },
  Mounts: [{ Source: "/srv/broker/config/redis" }],
};

test("a container as the compose file has it may do nothing that it does not need to", () => {
  expect(excessOf(MODEST)).toEqual([]);
});

test.each([
  ["is privileged", { Privileged: true }],
  ["keeps capabilities", { CapDrop: null }],
  ["keeps capabilities", { CapDrop: ["NET_RAW"] }],
  ["adds SYS_ADMIN, NET_ADMIN", { CapAdd: ["SYS_ADMIN", "NET_ADMIN"] }],
  ["may gain privileges", { SecurityOpt: null }],
  ["may gain privileges", { SecurityOpt: ["no-new-privileges:false", "seccomp=unconfined"] }],
  ["shares the host's namespaces", { NetworkMode: "host" }],
  ["shares the host's namespaces", { PidMode: "host" }],
])("a container that %s is told, for %j", (excess, changed) => {
  expect(excessOf({ ...MODEST, HostConfig: { ...MODEST.HostConfig, ...changed } })).toEqual([excess]);
});

test.each(["", "0", "root", "0:999", "root:redis"])("the user %j is root", (User) => {
  expect(excessOf({ ...MODEST, Config: { User } })).toEqual(["runs as root"]);
});

test("the engine's socket is found however the compose file mounts it", () => {
  const Mounts = [...MODEST.Mounts, { Source: "/run/docker.sock" }];

  expect(excessOf({ ...MODEST, Mounts })).toEqual(["holds the engine's socket"]);
});

test("everything that is too much is told together", () => {
  const { HostConfig, Mounts } = MODEST;
  const all = { Config: { User: "" }, HostConfig: { ...HostConfig, CapDrop: [], SecurityOpt: [] }, Mounts };

  expect(excessOf(all)).toEqual(["runs as root", "keeps capabilities", "may gain privileges"]);
});
