import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { onPath } from "../kernel/on-path.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { thresholdOf } from "../plan/threshold-of.ts";
import { builtImageName } from "../stack/built-image.ts";
import { composeVersion } from "../stack/compose-cli.ts";
import { readComposeFile } from "../stack/compose-file.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { engineEndpoint } from "../stack/engine-endpoint.ts";
import { FAULT_TOOLS } from "../stack/fault-tools.ts";
import { heldPorts, hostPortsOf } from "../stack/host-ports.ts";
import { availableMemoryGib, dockerDisk } from "../stack/host-resources.ts";
import { imageIdOf } from "../stack/image-id.ts";
import type { Finding } from "./checkup.ts";
import { dataVolumes } from "./data-volumes.ts";

const LEAST_CORES = 2;
const LOOP_DEVICES = 8;

/** Tools that validation commands of the plan call on the host. */
const TOOLS = ["curl", "jq", "netstat", "python", "rabbitmqctl"];

/** What cannot be verified without a service that the stack can do without. */
const COSTS: Record<string, string> = {
  grafana: "block3/dashboard/dashboard-served",
  "rtsp-capture": "rollback/drill",
};

const LEFT_OUT_REMEDY =
  "load the image (docker load), or let the engine reach a registry; then npm run setup takes the service in again";

/** Everything that specs need of a host, as it is now. Changes nothing. */
export async function findings(): Promise<Finding[]> {
  const docker = await engine().catch((thrown: unknown) => thrown);
  if (!isEngine(docker)) return [noEngine(docker)];
  const version = await composeVersion();
  return [
    {
      what: "Docker Engine",
      isThere: true,
      seen: `${(await docker.version()).Version} (${engineEndpoint().from})`,
      costs: "",
    },
    ...(await images(docker, version !== undefined)),
    composePlugin(version),
    ...(await dataVolumes()),
    await faultTools(docker),
    loopDevices(),
    await memory(),
    await disk(),
    await ports(),
    ...(await Promise.all(TOOLS.map(tool))),
  ];
}

function isEngine(answer: unknown): answer is Engine {
  return typeof answer === "object" && answer !== null && "getContainer" in answer;
}

function noEngine(thrown: unknown): Finding {
  const { seen, remedy } =
    thrown instanceof Problem ? thrown.parts : { seen: messageOf(thrown), remedy: "npm run setup" };
  return {
    what: "Docker Engine",
    isThere: false,
    seen: `${seen.split("\n")[0]} (${engineEndpoint().from})`,
    costs: "nothing can be verified",
    remedy,
  };
}

/** Without Compose there is nobody to read `.env`. */
async function images(docker: Engine, dotEnv: boolean): Promise<Finding[]> {
  const services = Object.values(readComposeFile({ dotEnv }).services);
  // The first service of an image stands for the nodes that share it.
  const byImage = new Map(services.toReversed().map((service) => [service.image, service]));
  return Promise.all(
    [...byImage.values()].map(async ({ name, image, scale }): Promise<Finding> => {
      const isPresent = (await imageIdOf(docker, image)) !== undefined;
      return {
        what: `image of ${name}`,
        isThere: isPresent && scale > 0,
        seen: `${scale === 0 ? "left out in .env: " : ""}${image}${isPresent ? "" : " is not here"}`,
        costs: COSTS[name] ?? `everything about ${name}`,
        remedy: scale === 0 ? LEFT_OUT_REMEDY : "npm run setup",
      };
    }),
  );
}

function composePlugin(version: string | undefined): Finding {
  return {
    what: "Compose plugin",
    isThere: version !== undefined,
    seen: version ?? "none",
    costs: "rollback, overall/security, deliverables",
    remedy: "npm run setup",
  };
}

async function faultTools(docker: Engine): Promise<Finding> {
  const name = builtImageName(FAULT_TOOLS) ?? "";
  const isThere = (await imageIdOf(docker, name)) !== undefined;
  return {
    what: "fault tools",
    isThere,
    seen: isThere ? name : "no image",
    costs: "power cuts, full disks, networks that split: overall/reliability",
    remedy: "npm run setup, where debian:trixie-slim can be pulled, or as root on Debian or Ubuntu",
  };
}

function loopDevices(): Finding {
  const isThere = existsSync("/dev/loop-control");
  return {
    what: "loop devices",
    isThere,
    seen: isThere ? `/dev/loop-control, for up to ${LOOP_DEVICES} disks` : "no /dev/loop-control",
    costs: "power cuts and full disks: overall/reliability/power-cut-loss",
    remedy: "modprobe loop, on the machine that runs the engine",
  };
}

async function memory(): Promise<Finding> {
  const gib = await availableMemoryGib();
  const cores = availableParallelism();
  return {
    what: "memory and processors",
    isThere: gib >= thresholdOf("block0/resources", "memory-free", "atLeast") && cores >= LEAST_CORES,
    seen: `${gib.toFixed(1)} GiB available, ${cores} processors`,
    costs: "block0/resources, and latencies are those of a host too small",
    remedy: "take a larger host",
  };
}

async function disk(): Promise<Finding> {
  const found = await dockerDisk();
  return {
    what: "the engine's disk",
    isThere: found !== undefined && found.freeGib >= thresholdOf("block0/resources", "disk-free", "atLeast"),
    seen: found
      ? `${found.freeGib.toFixed(1)} GiB free in ${found.folder}`
      : "on another host, or in a virtual machine",
    costs: "block0/resources/disk-free",
    remedy: "free space, or run where the engine runs",
  };
}

async function ports(): Promise<Finding> {
  const compose = readComposeFile({ dotEnv: false });
  const held = await heldPorts(hostPortsOf(compose), compose.root);
  return {
    what: "ports of the stack",
    isThere: held.length === 0,
    seen: held.length === 0 ? "free" : held.map(({ port, holder }) => `${port} held by ${holder}`).join(", "),
    costs: "deliverables/plan-commands, which starts the stack on its own ports",
    remedy: "stop who holds them; a stack of this folder: docker compose down",
  };
}

async function tool(name: string): Promise<Finding> {
  const file = await onPath(name);
  return {
    what: name,
    isThere: file !== undefined,
    seen: file ?? "not on the PATH",
    costs: "the plan's commands that call it: deliverables/plan-commands",
    remedy:
      name === "rabbitmqctl"
        ? "none is needed for the stack; a host that has RabbitMQ's tools runs that command too"
        : `install it (Debian: apt-get install ${{ netstat: "net-tools", python: "python-is-python3" }[name] ?? name})`,
  };
}
