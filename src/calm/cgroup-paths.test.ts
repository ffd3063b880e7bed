import { expect, test } from "vitest";
import { cgroupPaths } from "./cgroup-paths.ts";

const ID = "648c54118425743dd01ada7fa2ed83aa87455c3af7c3f3edae6b330f4ea865d2";

test.for([
  ["version 2", `0::/system.slice/docker-${ID}.scope\n`, { unified: `/system.slice/docker-${ID}.scope` }],
  [
    "version 1",
    `8:memory:/docker/${ID}\n4:cpu,cpuacct:/docker/${ID}\n1:name=systemd:/docker/${ID}\n0::/system.slice/containerd.service\n`,
    { cpuacct: { hierarchy: "cpu,cpuacct", path: `/docker/${ID}` } },
  ],
  [
    "both side by side",
    `9:name=systemd:/docker/${ID}\n4:memory:/other\n2:cpuacct:/docker/${ID}\n1:cpu:/docker/${ID}\n0::/docker/${ID}\n`,
    { unified: `/docker/${ID}`, cpuacct: { hierarchy: "cpuacct", path: `/docker/${ID}` } },
  ],
  ["an engine without groups", "2:cpuacct:/user.slice\n0::/user.slice/user-1000.slice\n", {}],
  ["a process that is gone", "", {}],
] as const)("of %s the container's own are found", ([, text, paths]) => {
  expect(cgroupPaths(text, ID)).toEqual(paths);
});
