import { createServer } from "node:net";
import { networkConnections } from "systeminformation";
import { currentRun, LABEL_RUN } from "../kernel/run-identity.ts";
import type { ComposeFile } from "./compose-file.ts";
import { engine } from "./engine.ts";
import { holderOf, isOfFolder, type Listed } from "./folder-project.ts";

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
  return held.map((port) => holderAt(port, containers, processes));
}

type Container = Omit<PortHolder, "port">;

/** Who holds a port: a container rather than the process that forwards to it. */
export function holderAt(
  port: number,
  containers: ReadonlyMap<number, Container>,
  processes: ReadonlyMap<number, string>,
): PortHolder {
  const unseen = processes.get(port) ?? "a process that this user cannot see";
  return { port, ...(containers.get(port) ?? { holder: unseen, isThisStack: false, isThisRun: false }) };
}

function canBind(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function containersByPort(stackRoot: string): Promise<Map<number, Container>> {
  return publishedBy(await (await engine()).listContainers(), stackRoot);
}

/** The containers that publish each port. */
export function publishedBy(
  containers: readonly (Listed & { Names: readonly string[]; Ports: readonly { PublicPort?: number }[] })[],
  stackRoot: string,
): Map<number, Container> {
  return new Map(
    containers.flatMap(({ Names, Ports, Labels }) =>
      Ports.flatMap(({ PublicPort }) => PublicPort ?? []).map((port): [number, Container] => [
        port,
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
