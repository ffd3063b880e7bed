import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { execa } from "execa";
import { until } from "../../kernel/wait.ts";
import { logged, UNSHARE } from "../unshared.ts";

/** The lab's own network: within namespaces, so that no address of this machine's networks is in its way. */
const NETWORK = "10.78.0";
export const GATEWAY = `${NETWORK}.1`;
export const addressOfHost = (index: number): string => `${NETWORK}.${10 + index}`;

/** The switch that the hosts are plugged into. */
export const SWITCH = "switch";

/**
 * Its own, which it keeps: the kernel gives a bridge the lowest address of its ports, so that it would be another one once a
 * host's cable is gone, and the name server behind it out of reach until the hosts ask for its address again.
 */
const SWITCH_ADDRESS = "02:00:00:00:78:01";

/**
 * The network of the hosts, and the name server of their site, which knows no name: nothing of it is on this
 * machine's own network. A name server that does not answer would hold up whoever asks for a service that is gone.
 */
const SITE = `set -e
ip link set lo up
ip link add ${SWITCH} address ${SWITCH_ADDRESS} type bridge
ip addr add ${GATEWAY}/24 dev ${SWITCH}
ip link set ${SWITCH} up
dnsmasq --conf-file=/dev/null --no-resolv --no-hosts --bind-interfaces --listen-address=${GATEWAY} --address=/#/ --pid-file= --user=root
echo ready
exec tini -s -- sleep infinity`;

export interface Space {
  /** The process that started it; it ends with it. */
  root: number;
  /** Its first process, by its number on this machine. */
  init: number;
}

/** Makes the space of a lab: network, mounts, processes and name of its own, the same files. */
export async function openSpace(log: string, { endsWithUs }: { endsWithUs: boolean }): Promise<Space> {
  const bound = endsWithUs ? ["setpriv", "--pdeathsig", "KILL", "--"] : [];
  const root = spawnLogged([...bound, ...UNSHARE, "sh", "-c", SITE], log);
  return { root, init: await firstProcess(root, log) };
}

/**
 * Makes a space within another one; it ends with that one.
 * @returns its first process, by its number on this machine
 * @param script printed "ready" when it has what it needs, and goes on as the space's first process
 */
export async function openWithin(
  init: number,
  { script, log }: { script: readonly string[]; log: string },
): Promise<number> {
  return firstProcess(spawnLogged([...within(init), ...UNSHARE, "sh", "-c", ...script], log), log);
}

/** A command line that runs in the space of that process. */
export function within(init: number, command: readonly string[] = []): string[] {
  return ["nsenter", "--target", String(init), "--net", "--mount", "--uts", "--pid", "--", ...command];
}

/** What a command in the space of that process prints. @throws ExecaError when it fails */
export async function runWithin(init: number, ...command: string[]): Promise<string> {
  const [file = "", ...args] = within(init, command);
  return (await execa(file, args, { stdin: "ignore" })).stdout;
}

/** Starts a program that does not end with this process. @returns its number */
export function spawnLogged(command: readonly string[], log: string): number {
  const output = openSync(log, "a");
  const [file = "", ...args] = command;
  const child = spawn(file, args, {
    stdio: ["ignore", output, output],
    detached: true,
    cwd: "/",
  });
  closeSync(output);
  child.on("error", () => undefined);
  child.unref();
  return child.pid ?? 0;
}

async function firstProcess(root: number, log: string): Promise<number> {
  await until("the namespaces of the lab are there", { deadlineMs: 20_000, everyMs: 20 }, () =>
    logged(log, /^ready$/m),
  );
  return deepest(root);
}

/** Below `root`, which only entered and made the namespaces, the shell that they were made for, or what took its place. */
function deepest(pid: number): number {
  const name = readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  if (name === "tini" || name === "sh") return pid;
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return child ? deepest(Number(child)) : pid;
}
