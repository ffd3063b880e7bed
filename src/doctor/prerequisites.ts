import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { onPath } from "../kernel/on-path.ts";
import { builtImageName } from "../stack/built-image.ts";
import { composeVersion } from "../stack/compose-cli.ts";
import { ROOT, readComposeFile } from "../stack/compose-file.ts";
import { ComposedStack } from "../stack/composed-stack.ts";
import { foreignVolumes } from "../stack/data-owner.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { engineEndpoint } from "../stack/engine-endpoint.ts";
import { FAULT_TOOLS } from "../stack/fault-tools.ts";
import { heldPorts, hostPortsOf } from "../stack/host-ports.ts";
import { availableMemoryGib, dockerDisk } from "../stack/host-resources.ts";
import { imageIdOf } from "../stack/image-id.ts";
import type { Prerequisite } from "./checkup.ts";
import {
  composePrerequisite,
  diskPrerequisite,
  faultToolsPrerequisite,
  firstOfEachImage,
  imagePrerequisite,
  loopPrerequisite,
  memoryPrerequisite,
  noEngine,
  portsPrerequisite,
  toolPrerequisite,
  volumePrerequisites,
} from "./host-prerequisites.ts";

/** Tools that validation commands of the plan call on the host. */
const TOOLS = ["curl", "jq", "netstat", "python", "rabbitmqctl"];

/** Everything that specs need of a host, as it is now. Changes nothing. */
export async function prerequisites(): Promise<Prerequisite[]> {
  const { from } = engineEndpoint();
  const docker = await engine().catch((thrown: unknown) => thrown);
  if (!isEngine(docker)) return [noEngine(docker, from)];
  const version = await composeVersion();
  const answers = {
    what: "Docker Engine",
    isThere: true,
    seen: `${(await docker.version()).Version} (${from})`,
  };
  return [
    { ...answers, costs: "" },
    ...(await imagePrerequisites(docker, version !== undefined)),
    composePrerequisite(version),
    ...(await dataVolumes()),
    await faultTools(docker),
    loopPrerequisite(existsSync("/dev/loop-control")),
    memoryPrerequisite(await availableMemoryGib(), availableParallelism()),
    diskPrerequisite(await dockerDisk()),
    await ports(),
    ...(await toolPrerequisites()),
  ];
}

function isEngine(answer: unknown): answer is Engine {
  return typeof answer === "object" && answer !== null && "getContainer" in answer;
}

/** The image of each service, as the engine has it or has not. @param dotEnv without Compose nobody reads `.env` */
export async function imagePrerequisites(docker: Engine, dotEnv: boolean): Promise<Prerequisite[]> {
  const services = firstOfEachImage(Object.values(readComposeFile({ dotEnv }).services));
  const isPresent = async (image: string) => (await imageIdOf(docker, image)) !== undefined;
  return Promise.all(
    services.map(async (service) => imagePrerequisite(service, await isPresent(service.image))),
  );
}

/** The tools that are on the PATH of this process, or are not. */
export async function toolPrerequisites(): Promise<Prerequisite[]> {
  return Promise.all(TOOLS.map(async (name) => toolPrerequisite(name, await onPath(name))));
}

async function dataVolumes(): Promise<Prerequisite[]> {
  const stack = await ComposedStack.of(ROOT).catch(() => undefined);
  // Without Compose there is a prerequisite of its own.
  return stack ? volumePrerequisites(await foreignVolumes(stack.project, stack.file)) : [];
}

async function faultTools(docker: Engine): Promise<Prerequisite> {
  const image = builtImageName(FAULT_TOOLS) ?? "";
  return faultToolsPrerequisite(image, (await imageIdOf(docker, image)) !== undefined);
}

async function ports(): Promise<Prerequisite> {
  const compose = readComposeFile({ dotEnv: false });
  return portsPrerequisite(await heldPorts(hostPortsOf(compose), compose.root));
}
