import { expect, test } from "vitest";
import { rightsOf, whyNotStarted } from "./fault-tools.ts";

test("tools have no right, network or disk but what they were asked for", () => {
  expect(rightsOf({ capabilities: [] })).toEqual({
    Cmd: ["sleep", "infinity"],
    HostConfig: { Binds: [], CapAdd: [], NetworkMode: "none" },
  });
});

test("tools share a container's network, its volumes or the host's loop devices where they need them", () => {
  const rights = rightsOf({
    ...{ capabilities: ["NET_ADMIN"], networkOf: "12ab", storage: "/disks" },
    ...{ volumes: { "signoff-disk-1": "/disk" }, loopDevices: true },
  });

  expect(rights).toEqual({
    ...{ Cmd: ["sleep", "infinity"], Volumes: { "/disks": {} } },
    HostConfig: {
      ...{ Binds: ["signoff-disk-1:/disk", "/dev:/dev"], CapAdd: ["NET_ADMIN"] },
      ...{ NetworkMode: "container:12ab", DeviceCgroupRules: ["b 7:* rmw", "c 10:237 rmw"] },
    },
  });
});

test("tools see the host's processes where they are to signal those of a container", () => {
  expect(rightsOf({ capabilities: ["KILL"], hostProcesses: true }).HostConfig).toMatchObject({
    PidMode: "host",
  });
});

test("an image that is missing is told apart from rights that the engine refuses", () => {
  const why = (said: string) => whyNotStarted("tools:1", ["SYS_ADMIN", "NET_RAW"], said);

  expect(why("(HTTP code 404) no such container - No such image: tools:1")).toBe(
    "the image tools:1 of the fault tools is not on this host; npm run setup says why",
  );
  expect(why("operation not permitted")).toBe(
    "this host does not run tools:1 with SYS_ADMIN, NET_RAW: operation not permitted; npm run setup says why",
  );
});
