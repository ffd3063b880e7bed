import { realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import { ALLOWED_OF_ALL, type Allowed, allowedFor, overTlsOf } from "./allowed.ts";
import type { ContainerFacts, MountFact } from "./container-facts.ts";
import { isLoopback } from "./doors.ts";
import { allowedAre, type Finding } from "./finding.ts";

type Difference = Omit<Finding, "service">;

const RUNS_AS_ROOT = "runs as root";
const NO_NEW = "no-new-privileges";
const IS_SET = /^no-new-privileges([:=]true)?$/;

/** Ports that are published on an address that others than this host reach. */
export function openAddresses(facts: ContainerFacts): Finding[] {
  return openBeyond(facts, forOthers(facts), "addresses of loopback");
}

/** The same where a stack is on several hosts, which reach each other's clients by addresses of their own. */
export function openAcrossHosts(facts: ContainerFacts): Finding[] {
  const { acrossHosts = [] } = allowedFor(facts.service);
  const ports = [...forOthers(facts), ...acrossHosts];
  return openBeyond(facts, ports, ports.join(", ") || "none");
}

function forOthers({ service, mounts }: ContainerFacts): readonly number[] {
  return overTlsOf(
    service,
    mounts.map(({ target }) => target),
  );
}

function openBeyond(
  { service, published }: ContainerFacts,
  ports: readonly number[],
  allowed: string,
): Finding[] {
  return published
    .filter(({ address, port }) => !isLoopback(address) && !ports.includes(port))
    .map(({ address, hostPort, port, protocol }) => ({
      service,
      about: `address of ${port}/${protocol}`,
      text: `publishes ${address || "0.0.0.0"}:${hostPort || "any port"}, allowed are ${allowed}`,
    }));
}

/** Ports that are published and are none of the service's. */
export function strangePorts({ service, published }: ContainerFacts, allowed: Allowed): Finding[] {
  return published
    .filter(({ port, protocol }) => protocol !== "tcp" || !allowed.published.includes(port))
    .map(({ port, protocol }) => ({
      service,
      about: `port ${port}/${protocol}`,
      text: `publishes its port ${port}/${protocol}, ${allowedAre(allowed.published)}`,
    }));
}

/** Ports that listen in a container and are none of the service's. */
export function strangeSockets(service: string, ports: readonly number[], allowed: Allowed): Finding[] {
  const { published, inside = [] } = allowed;
  const isInside = (port: number) =>
    inside.some((each) => (typeof each === "number" ? each === port : port >= each[0] && port <= each[1]));
  const told = inside.map((each) => (typeof each === "number" ? each : each.join(" to ")));
  return ports
    .filter((port) => !published.includes(port) && !isInside(port))
    .map((port) => ({
      service,
      about: `socket ${port}`,
      text: `listens on its port ${port}, ${allowedAre([...published, ...told])}`,
    }));
}

/** A service of which a process is root, whatever the compose file and the image call its user. */
export function rootProcess(service: string): Finding {
  return { service, about: "user", text: RUNS_AS_ROOT };
}

/** What a container may do to its host beyond its work. */
export function excessOf(facts: ContainerFacts): Finding[] {
  const { capabilities, devices, groups, sysctls } = ALLOWED_OF_ALL;
  const [user, group]: (string | undefined)[] = facts.user?.split(":") ?? [];
  const found: [isSo: boolean, about: string, text: string][] = [
    [facts.isPrivileged, "privileged", "is privileged"],
    [user !== undefined && isRoot(user), "user", RUNS_AS_ROOT],
    [group !== undefined && group !== "" && isRoot(group), "group", "runs in the group of root"],
    [!facts.capDrop.some(isAll), "cap_drop", "keeps capabilities, allowed are none"],
    [mayGain(facts), "no-new-privileges", "may gain privileges"],
    ...facts.securityOpt.map((each): [boolean, string, string] => [
      optionOf(each) !== NO_NEW,
      `security_opt ${optionOf(each)}`,
      `has the security_opt ${each}, allowed is ${NO_NEW}`,
    ]),
    ...Object.entries(facts.namespaces).map(([kind, of]): [boolean, string, string] => [
      true,
      `namespace ${kind}`,
      `shares the ${kind} namespace of ${of}, allowed is its own`,
    ]),
  ];
  const beyond = [
    ...without(facts.capAdd.map(capability), capabilities, (each) => `adds the capability ${each}`),
    ...without(facts.devices, devices, (each) => `has the device ${each}`),
    ...without(facts.groups, groups, (each) => `is in the group ${each}`),
    ...without(Object.keys(facts.sysctls), Object.keys(sysctls), (each) => `sets ${each}`),
    ...tooLow(facts.sysctls, sysctls),
    ...without(facts.networks, [], (each) => `is on the network ${each}`),
    ...without(facts.onNetworks, [], (each) => `has ${each}`),
  ];
  return [...found.filter(([isSo]) => isSo).map(([, about, text]) => ({ about, text })), ...beyond].map(
    (each) => ({ service: facts.service, ...each }),
  );
}

/** Where a service keeps what has to outlive its container, and has no volume. */
export function missingVolumes({ service, mounts }: ContainerFacts, { writes }: Allowed): Finding[] {
  const isKept = mounts.some(
    ({ kind, source, target }) =>
      kind === "volume" && source !== "" && writes !== undefined && isWithin(target, writes),
  );
  if (writes === undefined || isKept) return [];
  return [{ service, about: `volume at ${writes}`, text: `has no volume at ${writes}, expected is one` }];
}

/** Mounts that a service does not need, or could write to and need not. @param root the folder of the stack */
export function strangeMounts(facts: ContainerFacts, allowed: Allowed, root: string): Finding[] {
  const { reads, writes } = allowed;
  const { service } = facts;
  const own = `${service}-data`;
  const readable = Object.entries(reads).map(([target, source]) => `${source} at ${target} for reading`);
  const all = [...readable, ...(writes ? [`the volume ${own} at ${writes}`] : [])];
  return facts.mounts.flatMap((mount) => {
    // Of the container alone.
    if (mount.kind === "tmpfs" || mount.source === "") return [];
    const source = mount.kind === "bind" ? below(root, mount.source) : `the volume ${mount.source}`;
    const about = `mount ${mount.target}`;
    const told = `mounts ${source} at ${mount.target} for ${mount.isReadOnly ? "reading" : "writing"}`;
    if (mount.kind === "volume" && writes && mount.source === own && isWithin(mount.target, writes))
      return [];
    const isRead = mount.kind === "bind" && isReadable(mount, source, reads);
    if (isRead && mount.isReadOnly) return [];
    const allowedText = isRead ? "allowed is reading" : allowedAre(all);
    return [{ service, about, text: `${told}, ${allowedText}` }];
  });
}

/** Whether a service may read that there. */
function isReadable({ target }: MountFact, source: string, reads: Allowed["reads"]): boolean {
  return Object.entries(reads).some(([at, what]) => isWithin(target, at) && isWithin(source, what));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** A path below the stack's folder as the compose file has it; any other as it is. */
function below(root: string, path: string): string {
  for (const [from, to] of [
    [root, path],
    [real(root), real(path)],
  ] as const) {
    const inside = relative(from, to);
    if (inside !== "" && !inside.startsWith("..")) return inside;
  }
  return path;
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function without(
  seen: readonly string[],
  allowed: readonly string[],
  text: (each: string) => string,
): Difference[] {
  return seen
    .filter((each) => !allowed.includes(each))
    .map((each) => ({ about: text(each), text: `${text(each)}, ${allowedAre(allowed)}` }));
}

/** Those that are allowed, and set to less than that. */
function tooLow(set: ContainerFacts["sysctls"], least: Readonly<Record<string, number>>): Difference[] {
  return Object.entries(set)
    .filter(([name, value]) => Number(value) < (least[name] ?? 0))
    .map(([name, value]) => ({
      about: `sets ${name}`,
      text: `sets ${name} to ${value}, allowed is ${least[name]} or more`,
    }));
}

/** By name or number; without one the engine takes root. */
function isRoot(user: string): boolean {
  return user === "root" || /^[+-]?0*$/.test(user);
}

/** Whether its processes may get more than they were started with: the engine takes the last of what is said twice. */
function mayGain({ securityOpt }: ContainerFacts): boolean {
  const said = securityOpt.filter((each) => optionOf(each) === NO_NEW);
  return said.length === 0 || !said.every((each) => IS_SET.test(each));
}

/** An option of security_opt without what it is set to, which may be a whole file. */
function optionOf(text: string): string {
  return text.split(/[:=]/)[0] ?? text;
}

function isAll(capabilityName: string): boolean {
  return capability(capabilityName) === "ALL";
}

/** As the compose file names it: CAP_NET_ADMIN and net_admin are NET_ADMIN. */
function capability(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, "");
}
