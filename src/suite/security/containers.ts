import { execa } from "execa";
import { networkConnections } from "systeminformation";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { engine } from "../../stack/engine.ts";
import { startedBrokers } from "../record/started-brokers.ts";
import { doorsOf, isLoopback, listeningFor } from "./doors.ts";
import { excessOf } from "./privileges.ts";

/** What the engine has of a container, as far as it is about privileges. */
async function inspected(stack: ComposedStack) {
  const docker = await engine();
  const states = await stack.states();
  return Promise.all(
    states.map(async ({ service, id }) => ({ service, ...(await docker.getContainer(id).inspect()) })),
  );
}

/** Sockets of this host that listen for the stack on an address that is not loopback: "redis: 0.0.0.0:6379". */
export async function portsBeyondLoopback(stack: ComposedStack): Promise<{ open: string[]; looked: number }> {
  const published = (await inspected(stack)).flatMap(({ service, NetworkSettings }) =>
    Object.values(NetworkSettings.Ports)
      .flatMap((bindings) => bindings ?? [])
      .map(({ HostPort }) => ({ service, port: HostPort })),
  );
  const listening = listeningFor(published, await networkConnections());
  const open = listening.filter(({ localAddress }) => !isLoopback(localAddress));
  return {
    open: open.map(({ service, port, localAddress }) => `${service}: ${localAddress}:${port}`),
    looked: listening.length,
  };
}

/**
 * Brokers' ports that a container on another network reaches, by the address of their container.
 * @throws Undetermined when a container on their own network reaches none either: then the knock says nothing
 */
export async function reachedFromElsewhere(
  stack: ComposedStack,
  labels: Record<string, string>,
): Promise<string[]> {
  const all = await inspected(stack);
  const nodes = startedBrokers().map(({ nodes: [first] }) => first);
  const image = all.find(({ service }) => nodes.includes(service))?.Config.Image ?? "";
  const doors = doorsOf(all);
  const [home = ""] = all.flatMap(({ NetworkSettings }) => Object.keys(NetworkSettings.Networks));
  const knocker = { image, labels, doors: doors.map(({ door }) => door) };
  const fromHome = await opened({ ...knocker, network: home });
  if (fromHome.length === 0) {
    throw new Undetermined(
      `a container on the network of the stack itself reaches none of its ${doors.length} ports`,
    );
  }
  const fromElsewhere = await opened({ ...knocker, network: "bridge" });
  return doors
    .filter(({ door }) => fromElsewhere.includes(door))
    .map(({ service, door }) => `${service}: ${door}`);
}

/** Those of the doors ("address/port") that a container on that network gets a connection to. */
async function opened({
  image,
  labels,
  network,
  doors,
}: {
  image: string;
  labels: Record<string, string>;
  network: string;
  doors: readonly string[];
}): Promise<string[]> {
  const given = Object.entries(labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]);
  // Side by side, since a packet that is dropped is waited for.
  const knock =
    'for door; do (timeout 2 bash -c "exec 3<>/dev/tcp/$door" 2>/dev/null && echo "$door") & done; wait';
  const container = ["run", "--rm", "--network", network, ...given, "--entrypoint", "bash", image];
  const { stdout } = await execa("docker", [...container, "-c", knock, "bash", ...doors]);
  return stdout.split("\n").filter((door) => door !== "");
}

/** Containers that may do more than they need to, each with what: "redis runs as root". */
export async function overprivileged(stack: ComposedStack): Promise<{ found: string[]; looked: number }> {
  const containers = await inspected(stack);
  const found = containers.flatMap(({ service, ...container }) => {
    const excess = excessOf(container);
    return excess.length > 0 ? [`${service} ${excess.join(", ")}`] : [];
  });
  return { found, looked: containers.length };
}
