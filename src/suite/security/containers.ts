import { execa } from "execa";
import { networkConnections } from "systeminformation";
import { Undetermined } from "../../kernel/undetermined.ts";
import { settled } from "../../kernel/wait.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { engine } from "../../stack/engine.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { startedBrokers } from "../record/started-brokers.ts";
import { overTlsOf } from "./allowed.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { doorsOf, isLoopback, listeningFor } from "./doors.ts";
import type { Finding } from "./finding.ts";
import { factsOfInspected } from "./inspected-facts.ts";
import { listeningPorts, SOCKETS_COMMAND } from "./listening-sockets.ts";
import { hasRoot, USERS_COMMAND } from "./root-processes.ts";

/** Labels that sweep what this run leaves. */
type Labels = Readonly<Record<string, string>>;

async function inspected(stack: ComposedStack) {
  const docker = await engine();
  const states = await stack.states();
  return Promise.all(
    states.map(async ({ service, id }) => ({ service, ...(await docker.getContainer(id).inspect()) })),
  );
}

/** What each container of a stack has, as the engine says it. */
export async function factsOfContainers(stack: ComposedStack): Promise<ContainerFacts[]> {
  const docker = await engine();
  return Promise.all(
    (await inspected(stack)).map(async ({ service, ...container }) => {
      const { Config } = await docker.getImage(container.Image).inspect();
      return factsOfInspected(container, { service, project: stack.project, imageEnv: Config.Env ?? [] });
    }),
  );
}

/** Sockets of this host that listen for a stack, and those of them on an address that is not loopback. */
export async function socketsBeyondLoopback(
  stack: ComposedStack,
): Promise<{ open: Finding[]; looked: number }> {
  const published = (await inspected(stack)).flatMap(({ service, NetworkSettings, Mounts }) => {
    const forOthers = overTlsOf(
      service,
      Mounts.map(({ Destination }) => Destination),
    );
    return Object.entries(NetworkSettings.Ports)
      .filter(([inside]) => !forOthers.includes(Number.parseInt(inside, 10)))
      .flatMap(([inside, bindings]) =>
        (bindings ?? []).map(({ HostPort }) => ({ service, inside, port: HostPort })),
      );
  });
  const listening = listeningFor(published, await networkConnections());
  const open = listening.filter(({ localAddress }) => !isLoopback(localAddress));
  return {
    open: open.map(({ service, inside, port, localAddress }) => ({
      service,
      about: `address of ${inside}`,
      text: `listens on ${localAddress}:${port}, allowed are addresses of loopback`,
    })),
    looked: listening.length,
  };
}

/** The ports that listen in each container that runs. @throws Undetermined for one whose sockets can't be read */
export async function listeningIn(
  stack: ComposedStack,
): Promise<{ service: string; ports: readonly number[] }[]> {
  const running = await stack.running();
  return Promise.all(
    running.map(async (service) => {
      const { output } = await service.run(SOCKETS_COMMAND);
      const ports = listeningPorts(output);
      if (ports) return { service: service.name, ports };
      throw new Undetermined(`the sockets of ${service.name} can't be read: ${output.trim() || "no answer"}`);
    }),
  );
}

/** Longer than an engine takes on a busy host to bring a command into a container. */
const ENTERED = { deadlineMs: 10_000, everyMs: 250 };

/** Services of which a process is root. @throws Undetermined for one whose processes can't be read */
export async function rootIn(stack: ComposedStack): Promise<string[]> {
  const running = await stack.running();
  const seen = await Promise.all(
    running.map(async (service) => ({ name: service.name, root: await rootOf(service) })),
  );
  const unread = seen.find(({ root }) => root === undefined);
  if (unread) throw new Undetermined(`the users of the processes of ${unread.name} can't be read`);
  return seen.filter(({ root }) => root).map(({ name }) => name);
}

/** What stays on its way into the container is taken for what it is: root. */
function rootOf(service: RunningService): Promise<ReturnType<typeof hasRoot>> {
  const look = async () => hasRoot((await service.run(USERS_COMMAND)).output);
  return settled(`users of the processes of ${service.name}`, ENTERED, look, (root) => root !== "entering");
}

/**
 * Ports of stacks that a container on another network reaches, by the address of their container.
 * @throws Undetermined when a container on their own network reaches none either: then the knock says nothing
 */
export async function reachedFromElsewhere(
  stacks: readonly ComposedStack[],
  labels: Labels,
): Promise<Finding[]> {
  const knocked = await Promise.all(stacks.map((stack) => knockedAtHome(stack, labels)));
  const [image = ""] = knocked.map((each) => each.image);
  const doors = knocked.flatMap((each) => each.doors);
  const fromElsewhere = await opened({
    image,
    labels,
    network: "bridge",
    doors: doors.map(({ door }) => door),
  });
  return doors
    .filter(({ door }) => fromElsewhere.includes(door))
    .map(({ service, door }) => ({
      service,
      about: `reached at ${door.split("/").at(-1)}`,
      text: `a container on another network reaches ${door}, allowed are containers of the stack`,
    }));
}

/** The doors of a stack, of which a container on its own network reaches some. */
async function knockedAtHome(stack: ComposedStack, labels: Labels) {
  const all = await inspected(stack);
  const nodes = startedBrokers().map(({ nodes: [first] }) => first);
  const node = all.find(({ service }) => nodes.includes(service));
  const image = node?.Config.Image ?? "";
  const doors = doorsOf(all);
  const [network = ""] = Object.keys(node?.NetworkSettings.Networks ?? {});
  const fromHome = await opened({ image, labels, network, doors: doors.map(({ door }) => door) });
  if (fromHome.length > 0) return { image, doors };
  throw new Undetermined(
    `a container on the network of the stack itself reaches none of its ${doors.length} ports`,
  );
}

/** Those of the doors ("address/port") that a container on that network gets a connection to. */
async function opened({
  image,
  labels,
  network,
  doors,
}: {
  image: string;
  labels: Labels;
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
