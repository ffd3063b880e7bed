import { expect, test } from "vitest";
import { containedLike } from "./one-shot.ts";

const SERVICE = {
  ...{ image: "redis:8", cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] },
  volumes: [
    { kind: "bind" as const, source: "./config/redis", target: "/etc/redis", readOnly: false },
    { kind: "volume" as const, source: "redis-data", target: "/data", readOnly: false },
  ],
};

test("a program that runs once can only read the service's files, and has neither its data nor a network", () => {
  expect(containedLike(SERVICE, "/srv/broker")).toEqual({
    ...{ Image: "redis:8", Cmd: [], Tty: true },
    HostConfig: {
      ...{ Binds: ["/srv/broker/config/redis:/etc/redis:ro"], NetworkMode: "none" },
      ...{ CapDrop: ["ALL"], SecurityOpt: ["no-new-privileges:true"] },
    },
  });
});

test("it runs as the service's user, and mounts what is asked for beside the files", () => {
  const { User, HostConfig } = containedLike({ ...SERVICE, user: "999:999" }, "/srv/broker", [
    "data:/data:nocopy",
  ]);

  expect(User).toBe("999:999");
  expect(HostConfig.Binds).toEqual(["/srv/broker/config/redis:/etc/redis:ro", "data:/data:nocopy"]);
});
