import { expect, test } from "vitest";
import { doorsOf, isLoopback, listeningFor } from "./doors.ts";

test.each(["127.0.0.1", "127.0.0.53%lo", "::1", "[::1]", "::ffff:127.0.0.1", "[::ffff:127.0.0.1]"])(
  "only this host reaches %s",
  (address) => {
    expect(isLoopback(address)).toBe(true);
  },
);

test.each([
  "0.0.0.0",
  "*",
  "::",
  "[::]",
  "10.127.0.1",
  "192.168.1.7",
  "::ffff:10.0.0.1",
  "::12",
  "1127.0.0.1",
])("others reach %s as well", (address) => {
  expect(isLoopback(address)).toBe(false);
});

test("sockets are those that listen on a published port, on every address", () => {
  const published = [{ service: "redis", port: "6379" }];
  const socket = (localAddress: string, localPort: string, state = "LISTEN") => ({
    localAddress,
    localPort,
    state,
  });
  const sockets = [
    socket("127.0.0.1", "6379"),
    socket("0.0.0.0", "6379"),
    socket("0.0.0.0", "63790"),
    socket("10.0.0.5", "6379", "ESTABLISHED"),
  ];

  expect(listeningFor(published, sockets)).toEqual([
    { service: "redis", port: "6379", localAddress: "127.0.0.1" },
    { service: "redis", port: "6379", localAddress: "0.0.0.0" },
  ]);
  expect(listeningFor(published, [])).toEqual([]);
});

test("doors are the TCP ports that a container's image exposes, by its address; one that does not run has none", () => {
  const container = (service: string, IPAddress: string, ExposedPorts: object | null) => ({
    service,
    Config: { ExposedPorts },
    NetworkSettings: { Networks: { "signoff-1": { IPAddress } } },
  });

  expect(
    doorsOf([
      container("rabbitmq", "172.18.0.3", { "5672/tcp": {}, "15672/tcp": {}, "53/udp": {} }),
      container("redis", "", { "6379/tcp": {} }),
      container("rtsp-capture", "172.18.0.4", null),
    ]),
  ).toEqual([
    { service: "rabbitmq", door: "172.18.0.3/5672" },
    { service: "rabbitmq", door: "172.18.0.3/15672" },
  ]);
});
