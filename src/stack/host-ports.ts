import { createServer } from "node:net";
import { networkConnections } from "systeminformation";
import { currentRun, LABEL_RUN } from "../kernel/run-identity.ts";
import type { ComposeFile } from "./compose-file.ts";
import { engine } from "./engine.ts";
import { holderOf, isOfFolder } from "./folder-project.ts";

/** Who listens on a port of the host. */
export interface PortHolder {
  port: number;
  /** A container by name, or a process by name and id. */
  holder: string;
  /** Whether it is the stack of this very compose file. */
  isThisStack: boolean;
  /** Whether it is a container of this very run. */
  isThisRun: boolean;
}

/** Every host port that the compose file publishes, in all its profiles. */
export function hostPortsOf({ services }: ComposeFile): number[] {
  const ports = Object.values(services).flatMap((service) => service.ports.map(({ hostPort }) => hostPort));
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** Those of the ports that someone holds. A port is held when it cannot be bound, on loopback or on every interface. */
export async function heldPorts(ports: number[], stackRoot: string): Promise<PortHolder[]> {
  const free = await Promise.all(
    ports.map(async (port) => (await canBind(port, "127.0.0.1")) && canBind(port, "0.0.0.0")),
  );
  const held = ports.filter((_, index) => !free[index]);
  if (held.length === 0) return [];
  const [containers, processes] = await Promise.all([containersByPort(stackRoot), processesByPort()]);
  return held.map((port) => ({
    port,
    holder: containers.get(port)?.holder ?? processes.get(port) ?? "a process that this user cannot see",
    isThisStack: containers.get(port)?.isThisStack ?? false,
    isThisRun: containers.get(port)?.isThisRun ?? false,
  }));
}

function canBind(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function containersByPort(stackRoot: string): Promise<Map<number, Omit<PortHolder, "port">>> {
  const containers = await (await engine()).listContainers();
  return new Map(
    containers.flatMap(({ Names, Ports, Labels }) =>
      Ports.filter(({ PublicPort }) => PublicPort).map(({ PublicPort }) => [
        PublicPort,
        {
          holder: holderOf(Names[0] ?? "", Labels, stackRoot),
          isThisStack: isOfFolder(Labels, stackRoot),
          isThisRun: Labels[LABEL_RUN] === currentRun().process,
        },
      ]),
    ),
  );
}

async function processesByPort(): Promise<Map<number, string>> {
  const connections = await networkConnections();
  const listening = connections.filter(({ state }) => state === "LISTEN");
  return new Map(
    listening.map(({ localPort, process, pid }) => [Number(localPort), `process ${process || "?"} (${pid})`]),
  );
}
