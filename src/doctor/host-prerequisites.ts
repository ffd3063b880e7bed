import { messageOf, Problem } from "../kernel/problem.ts";
import { thresholdOf } from "../plan/threshold-of.ts";
import type { Service } from "../stack/compose-file.ts";
import type { ForeignVolume } from "../stack/data-owner.ts";
import type { PortHolder } from "../stack/host-ports.ts";
import type { DockerDisk } from "../stack/host-resources.ts";
import type { Prerequisite } from "./checkup.ts";

const LEAST_CORES = 2;
const LOOP_DEVICES = 8;

/** What cannot be verified without an optional service of the stack. */
const COSTS: Record<string, string> = {
  grafana: "that Grafana serves the dashboard",
  "rtsp-capture": "the rollback drill",
};

const LEFT_OUT_REMEDY =
  "load the image (docker load), or let the engine reach a registry; then npm run setup takes the service in again";

/** Debian packages whose names differ from the program's. */
const PACKAGES: Record<string, string> = { netstat: "net-tools", python: "python-is-python3" };

/** An engine that does not answer. @param from where its address is from */
export function noEngine(thrown: unknown, from: string): Prerequisite {
  const { seen, remedy } =
    thrown instanceof Problem ? thrown.parts : { seen: messageOf(thrown), remedy: "npm run setup" };
  return {
    what: "Docker Engine",
    isThere: false,
    seen: `${seen.split("\n")[0]} (${from})`,
    costs: "nothing can be verified",
    remedy,
  };
}

/** The first service of each image: it stands for the nodes that share it. */
export function firstOfEachImage<Imaged extends { image: string }>(services: readonly Imaged[]): Imaged[] {
  return [...new Map(services.toReversed().map((service) => [service.image, service])).values()];
}

export function imagePrerequisite(
  { name, image, scale }: Pick<Service, "name" | "image" | "scale">,
  isPresent: boolean,
): Prerequisite {
  return {
    what: `image of ${name}`,
    isThere: isPresent && scale > 0,
    seen: `${scale === 0 ? "left out in .env: " : ""}${image}${isPresent ? "" : " is not here"}`,
    costs: COSTS[name] ?? `everything about ${name}`,
    remedy: scale === 0 ? LEFT_OUT_REMEDY : "npm run setup",
  };
}

/** @param version none where the plugin is missing */
export function composePrerequisite(version: string | undefined): Prerequisite {
  return {
    what: "Compose plugin",
    isThere: version !== undefined,
    seen: version ?? "none",
    costs: "the rollback drill, security, the plan's commands",
    remedy: "npm run setup",
  };
}

/** Data of the composed stack that its brokers cannot write; one prerequisite for all that they can. */
export function volumePrerequisites(foreign: readonly ForeignVolume[]): Prerequisite[] {
  const what = "data volumes";
  if (foreign.length === 0) return [{ what, isThere: true, seen: "each is its service's own", costs: "" }];
  return foreign.map(({ service, seen, remedy }) => ({
    ...{ what, isThere: false, seen, remedy },
    costs: `the composed ${service} does not start`,
  }));
}

export function faultToolsPrerequisite(image: string, isPresent: boolean): Prerequisite {
  return {
    what: "fault tools",
    isThere: isPresent,
    seen: isPresent ? image : "no image",
    costs: "power cuts, full disks, networks that split",
    remedy: "npm run setup, where debian:trixie-slim can be pulled, or as root on Debian or Ubuntu",
  };
}

export function loopPrerequisite(isThere: boolean): Prerequisite {
  return {
    what: "loop devices",
    isThere,
    seen: isThere ? `/dev/loop-control, for up to ${LOOP_DEVICES} disks` : "no /dev/loop-control",
    costs: "power cuts and full disks",
    remedy: "modprobe loop, on the machine that runs the engine",
  };
}

export function memoryPrerequisite(gib: number, cores: number): Prerequisite {
  return {
    what: "memory and processors",
    isThere: gib >= thresholdOf("freeMemory", "atLeast") && cores >= LEAST_CORES,
    seen: `${gib.toFixed(1)} GiB available, ${cores} processors`,
    costs: "memory to spare, and latencies are those of a host too small",
    remedy: "take a larger host",
  };
}

/** @param found none where the engine's data is not on this host */
export function diskPrerequisite(found: DockerDisk | undefined): Prerequisite {
  return {
    what: "the engine's disk",
    isThere: found !== undefined && found.freeGib >= thresholdOf("freeDisk", "atLeast"),
    seen: found
      ? `${found.freeGib.toFixed(1)} GiB free in ${found.folder}`
      : "on another host, or in a virtual machine",
    costs: "disk to spare",
    remedy: "free space, or run where the engine runs",
  };
}

export function portsPrerequisite(held: readonly Pick<PortHolder, "port" | "holder">[]): Prerequisite {
  return {
    what: "ports of the stack",
    isThere: held.length === 0,
    seen: held.length === 0 ? "free" : held.map(({ port, holder }) => `${port} held by ${holder}`).join(", "),
    costs: "the plan's commands, which start the stack on its own ports",
    remedy: "stop what holds them; a stack of this folder: docker compose down",
  };
}

/** @param file where the program is; none where it is not on the PATH */
export function toolPrerequisite(name: string, file: string | undefined): Prerequisite {
  const debian = `install it (Debian: apt-get install ${PACKAGES[name] ?? name})`;
  return {
    what: name,
    isThere: file !== undefined,
    seen: file ?? "not on the PATH",
    costs: "the plan's commands that call it: deliverables/plan-commands",
    remedy:
      name === "rabbitmqctl"
        ? "none is needed for the stack; a host that has RabbitMQ's tools runs that command too"
        : debian,
  };
}
