import { expect, test } from "vitest";
import { readComposeFile, serviceOf } from "./compose-file.ts";
import type { Engine } from "./engine.ts";
import { ServiceContainer } from "./service-container.ts";

const SEEN = {
  NetworkSettings: {
    Ports: { "6379/tcp": [{ HostIp: "127.0.0.1", HostPort: "32768" }], "9121/tcp": null },
    Networks: { "signoff-1": { IPAddress: "172.18.0.2" } },
  },
  State: {
    Running: true,
    Paused: false,
    Pid: 7,
    StartedAt: "2026-11-26T14:00:00Z",
    ExitCode: 0,
    Dead: false,
  },
};

function containerOf({ stack = "signoff-1", exitCode = 0, seen = SEEN as object } = {}): ServiceContainer {
  return new ServiceContainer({
    ...{ stack, imageId: "sha256:1", host: "127.0.0.1" },
    service: serviceOf(readComposeFile({ dotEnv: false }), "redis"),
    inside: async () => ({ exitCode, output: " printed \n" }),
    container: { inspect: async () => seen } as unknown as ReturnType<Engine["getContainer"]>,
  });
}

test("a port is reached where the engine has published it, and only then", async () => {
  const container = containerOf();

  expect(await container.address(6379)).toEqual({ host: "127.0.0.1", port: 32768 });
  expect(await container.url(6379)).toBe("http://127.0.0.1:32768");
  await expect(container.address(9121)).rejects.toThrow("redis: port 9121 is not published right now");
  await expect(container.url(5672)).rejects.toThrow("redis: port 5672 is not published right now");
});

test("a port that is published on the other loopback address is reached there", async () => {
  const Ports = { "6379/tcp": [{ HostIp: "::1", HostPort: "32768" }] };
  const container = containerOf({ seen: { ...SEEN, NetworkSettings: { ...SEEN.NetworkSettings, Ports } } });

  expect(await container.address(6379)).toEqual({ host: "::1", port: 32768 });
  expect(await container.url(6379)).toBe("http://[::1]:32768");
});

test("an address is that on the network of its stack, and on no other", async () => {
  expect(await containerOf().networkAddress()).toBe("172.18.0.2");
  await expect(containerOf({ stack: "signoff-2" }).networkAddress()).rejects.toThrow("redis has no address");
});

test("a command that fails throws what it printed, and one that is only run does not", async () => {
  const failing = containerOf({ exitCode: 2 });

  await expect(failing.exec(["redis-cli", "ping"])).rejects.toThrow(
    "redis: redis-cli ping exited with 2: printed",
  );
  expect(await failing.run(["redis-cli", "ping"])).toEqual({ exitCode: 2, output: " printed \n" });
  expect(await containerOf().exec(["redis-cli", "ping"])).toBe(" printed \n");
});

test("a state is which process runs, since when", async () => {
  expect(await containerOf().state()).toEqual({
    ...{ running: true, paused: false, pid: 7, startedAt: "2026-11-26T14:00:00Z", exitCode: 0 },
  });
});
