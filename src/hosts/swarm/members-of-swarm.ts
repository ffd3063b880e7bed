import { Problem } from "../../kernel/problem.ts";
import { type DockerAt, docker, dockerRows } from "./docker-at.ts";

/** A host of a Swarm, as its managers see it. */
export interface SwarmNode {
  id: string;
  hostname: string;
  status: string;
  availability: string;
  address: string;
  labels: Readonly<Record<string, string>>;
}

const SLOT = "broker.slot";
const MEMBER = "broker.member";

/** Members of each broker, and thus hosts, that the overlay spreads. */
export const HOSTS_NEEDED = 3;

/** Every node of the Swarm. @throws Problem when the engine is no manager of one */
export async function nodesOf(at: DockerAt): Promise<SwarmNode[]> {
  const swarm = await docker(at, [
    "info",
    "--format",
    "{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}",
  ]);
  if (swarm !== "active true") throw noManager(at, swarm);
  const ids = (await docker(at, ["node", "ls", "--quiet"])).split("\n").filter(Boolean);
  const rows = await dockerRows<Inspected>(at, "node", "inspect", "--format", "{{json .}}", ...ids);
  return rows.map(({ ID, Description, Spec, Status }) => ({
    id: ID,
    hostname: Description.Hostname,
    status: Status.State,
    availability: Spec.Availability,
    address: Status.Addr,
    labels: Spec.Labels ?? {},
  }));
}

/** Those that may be given tasks now. */
export function usableOf(nodes: readonly SwarmNode[]): SwarmNode[] {
  return nodes.filter(({ status, availability }) => status === "ready" && availability === "active");
}

interface Inspected {
  ID: string;
  Description: { Hostname: string };
  Spec: { Availability: string; Labels?: Record<string, string> };
  Status: { State: string; Addr: string };
}

/**
 * Which host has which members: those that carry a slot keep it, whose data are there; the others in the order of their names.
 * @returns the ids of nodes by slot, from 1
 * @throws Problem, before anything is changed, when there are too few
 */
export function slotsOf(nodes: readonly SwarmNode[], needed = HOSTS_NEEDED): ReadonlyMap<number, SwarmNode> {
  const usable = usableOf(nodes);
  const slots = new Map<number, SwarmNode>();
  for (const node of usable) {
    const slot = Number(node.labels[SLOT]);
    if (slot >= 1 && slot <= needed && !slots.has(slot)) slots.set(slot, node);
  }
  const taken = new Set([...slots.values()].map(({ id }) => id));
  const free = usable
    .filter(({ id }) => !taken.has(id))
    .sort((a, b) => a.hostname.localeCompare(b.hostname, "en"));
  for (let slot = 1; slot <= needed; slot += 1) {
    if (slots.has(slot)) continue;
    const node = free.shift();
    if (!node) throw tooFew(nodes, needed);
    slots.set(slot, node);
  }
  return slots;
}

/** Writes the slots onto the nodes. A node that has none any more loses its label. */
export async function labelNodes(
  at: DockerAt,
  nodes: readonly SwarmNode[],
  slots: ReadonlyMap<number, SwarmNode>,
) {
  const slotOf = new Map([...slots].map(([slot, { id }]) => [id, String(slot)]));
  for (const { id, labels } of nodes) {
    const slot = slotOf.get(id);
    if (labels[SLOT] === slot && (slot === undefined) === (labels[MEMBER] === undefined)) continue;
    const change = slot
      ? ["--label-add", `${SLOT}=${slot}`, "--label-add", `${MEMBER}=yes`]
      : [SLOT, MEMBER].filter((label) => label in labels).flatMap((label) => ["--label-rm", label]);
    await docker(at, ["node", "update", ...change, id]);
  }
}

function noManager(at: DockerAt, seen: string): Problem {
  return new Problem({
    subject: `the engine of ${at.join(" ")}`,
    expected: "a manager of a Swarm",
    seen: seen.startsWith("active") ? "a worker" : `an engine outside any Swarm (${seen.split(" ")[0]})`,
    remedy:
      "name the context of a manager (docker node ls there shows who is), or make it one: docker swarm init",
  });
}

function tooFew(nodes: readonly SwarmNode[], needed: number): Problem {
  const seen = nodes.map(({ hostname, status, availability }) => `${hostname} (${status}, ${availability})`);
  return new Problem({
    subject: "the hosts of the Swarm",
    expected: `${needed} that are ready and active: a member of each broker on each`,
    seen: seen.join(", "),
    remedy: "let further hosts join (docker swarm join-token worker), or make those ready that are named",
  });
}
