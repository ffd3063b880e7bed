import { messageOf } from "../kernel/problem.ts";
import { currentRun, labelsOf } from "../kernel/run-identity.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { builtImageName } from "./built-image.ts";
import { type Engine, engine } from "./engine.ts";
import { execIn } from "./exec-in.ts";
import { imageIdOf } from "./image-id.ts";
import { LABEL_STACK } from "./sweep.ts";

/** The folder of `images/` whose image holds the tools. */
export const FAULT_TOOLS = "fault-tools";

/** Whether this host has the image of the tools: set-up leaves it out where it can be neither pulled nor built. */
export async function hasFaultTools(): Promise<boolean> {
  return (await imageIdOf(await engine(), faultToolsImage())) !== undefined;
}

function faultToolsImage(): string {
  return builtImageName(FAULT_TOOLS) ?? FAULT_TOOLS;
}

export interface ToolOptions {
  /** The stack with which it is removed. */
  stack: string;
  capabilities: string[];
  /** The container whose network it shares; without one it has none. */
  networkOf?: string;
  /** Volumes by name, each with its place in the container. */
  volumes?: Record<string, string>;
  /** A folder that is on the host's disk, and not a layer of the image. */
  storage?: string;
  /** Whether it may open the host's loop devices. */
  loopDevices?: boolean;
  /** Whether it sees the processes of the engine's host, those of all containers among them. */
  hostProcesses?: boolean;
}

/** What a container of the tools may do, and nothing else, as the engine's API has it. */
export function rightsOf(options: Omit<ToolOptions, "stack">) {
  const {
    capabilities,
    networkOf,
    storage,
    volumes = {},
    loopDevices = false,
    hostProcesses = false,
  } = options;
  return {
    Cmd: ["sleep", "infinity"],
    ...(storage ? { Volumes: { [storage]: {} } } : {}),
    HostConfig: {
      Binds: [
        ...Object.entries(volumes).map(([name, target]) => `${name}:${target}`),
        ...(loopDevices ? ["/dev:/dev"] : []),
      ],
      CapAdd: capabilities,
      NetworkMode: networkOf ? `container:${networkOf}` : "none",
      ...(hostProcesses ? { PidMode: "host" } : {}),
      ...(loopDevices ? { DeviceCgroupRules: ["b 7:* rmw", "c 10:237 rmw"] } : {}),
    },
  };
}

/** Why the tools do not run, by what the engine said. */
export function whyNotStarted(image: string, capabilities: readonly string[], said: string): string {
  const seen = /no such image/i.test(said)
    ? `the image ${image} of the fault tools is not on this host`
    : `this host does not run ${image} with ${capabilities.join(", ")}: ${said}`;
  return `${seen}; npm run setup says why`;
}

/** A container with the tools that faults are made with, and with the rights that the brokers themselves lack. */
export class FaultTools implements AsyncDisposable {
  readonly #container: ReturnType<Engine["getContainer"]>;

  /** @throws Undetermined when this host does not have the image, or refuses the rights */
  static async start(options: ToolOptions): Promise<FaultTools> {
    const docker = await engine();
    const { stack, capabilities } = options;
    const Image = faultToolsImage();
    try {
      const labels = { ...labelsOf(currentRun()), [LABEL_STACK]: stack };
      const container = await docker.createContainer({ Image, Labels: labels, ...rightsOf(options) });
      await container.start();
      return new FaultTools(container);
    } catch (thrown) {
      throw new Undetermined(whyNotStarted(Image, capabilities, messageOf(thrown)), { cause: thrown });
    }
  }

  private constructor(container: ReturnType<Engine["getContainer"]>) {
    this.#container = container;
  }

  /** What a command printed. @throws Error with its output when it fails */
  run(...command: string[]): Promise<string> {
    return execIn(this.#container, command);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container.remove({ force: true, v: true });
  }
}
