import { expect, test } from "vitest";
import { currentRun, labelsOf } from "../kernel/run-identity.ts";
import { readComposeFile, serviceOf } from "./compose-file.ts";
import { freePort } from "./free-port.ts";
import { heldPorts, holderAt, hostPortsOf, publishedBy } from "./host-ports.ts";

const COMPOSE = readComposeFile({ dotEnv: false, env: {} });

test("the ports of the compose file are those of all its profiles, each once and in order", () => {
  const ports = hostPortsOf(COMPOSE);
  const redis = serviceOf(COMPOSE, "redis");
  const published = (...hostPorts: number[]) => ({
    ...redis,
    ports: hostPorts.map((hostPort) => ({ hostAddress: "127.0.0.1", hostPort, containerPort: 6379 })),
  });

  expect(hostPortsOf({ ...COMPOSE, services: { a: published(9, 10), b: published(9, 2) } })).toEqual([
    2, 9, 10,
  ]);
  expect(ports).toEqual(expect.arrayContaining([3000, 5672, 6379, 9090, 9121, 15672, 15692]));
});

test("ports that nobody listens on are free", async () => {
  expect(await heldPorts([await freePort()], COMPOSE.root)).toEqual([]);
});

test("a container holds the ports that it publishes, and is told from this stack's and this run's", () => {
  const labels = {
    "com.docker.compose.project": "broker",
    "com.docker.compose.project.working_dir": COMPOSE.root,
  };
  const containers = [
    { Names: ["/redis"], Ports: [{ PublicPort: 6379 }, {}], Labels: labels },
    { Names: ["/own"], Ports: [{ PublicPort: 5672 }], Labels: labelsOf(currentRun()) },
  ];

  expect([...publishedBy(containers, COMPOSE.root)]).toEqual([
    [6379, { holder: "container redis", isThisStack: true, isThisRun: false }],
    [5672, { holder: "container own", isThisStack: false, isThisRun: true }],
  ]);
});

test("a port is held by its container, else by its process, else by somebody who cannot be seen", () => {
  const container = { holder: "container redis", isThisStack: true, isThisRun: false };
  const containers = new Map([[6379, container]]);
  const processes = new Map([
    [6379, "process docker-proxy (7)"],
    [5672, "process beam.smp (8)"],
  ]);

  expect(holderAt(6379, containers, processes)).toEqual({ port: 6379, ...container });
  expect(holderAt(5672, containers, processes)).toMatchObject({
    holder: "process beam.smp (8)",
    isThisStack: false,
  });
  expect(holderAt(9090, containers, processes).holder).toBe("a process that this user cannot see");
});
