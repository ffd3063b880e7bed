import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ExecaError, execa } from "execa";
import { messageOf, Problem } from "../problem.ts";
import { type ComposeFile, readComposeFile, type Service } from "./compose-file.ts";
import { type Engine, engine } from "./engine.ts";
import type { CommandEnded, RunningService } from "./running-service.ts";
import { ServiceContainer } from "./service-container.ts";

const LABEL_PROJECT = "com.docker.compose.project";
const LABEL_SERVICE = "com.docker.compose.service";
const LAST_LINES = 12;

/** How Compose has a service now. */
export interface ComposedState {
  service: string;
  /** The container's id. */
  id: string;
  isRunning: boolean;
}

/** The stack that `docker compose` has of a folder with docker-compose.yml, config/ and .env. */
export class ComposedStack {
  readonly root: string;
  readonly #docker: Engine;
  readonly #project: string;

  /** @throws Problem when Compose does not take the folder's file */
  static async of(root: string): Promise<ComposedStack> {
    if (!existsSync(join(root, "docker-compose.yml"))) {
      throw new Problem({
        subject: root,
        expected: "the folder of a stack, with docker-compose.yml, config/ and .env",
        seen: existsSync(root) ? "no docker-compose.yml" : "no such folder",
        remedy: "name the folder where the stack was started",
      });
    }
    const config = await composed(root, ["config", "--format", "json"]);
    const { name } = JSON.parse(config) as { name: string };
    return new ComposedStack(root, await engine(), name);
  }

  private constructor(root: string, docker: Engine, project: string) {
    this.root = root;
    this.#docker = docker;
    this.#project = project;
  }

  /** What the compose file says now. @throws Problem that names its lines */
  get file(): ComposeFile {
    return readComposeFile({ root: this.root });
  }

  /** The services that have a container, running or not. */
  async states(): Promise<ComposedState[]> {
    const found = await this.#docker.listContainers({
      all: true,
      filters: { label: [`${LABEL_PROJECT}=${this.#project}`] },
    });
    return found.map(({ Id, Labels, State }) => ({
      service: Labels[LABEL_SERVICE] ?? "",
      id: Id,
      isRunning: State === "running",
    }));
  }

  /** Those of the services that run, each as the compose file describes it now. */
  async running(): Promise<RunningService[]> {
    const { services } = this.file;
    const states = (await this.states()).filter(({ isRunning }) => isRunning);
    return Promise.all(
      states.flatMap(({ service: name, id }) => {
        const service = services[name];
        return service ? [this.#attach(service, id)] : [];
      }),
    );
  }

  /**
   * Has `docker compose` do something.
   * @returns what it printed on its standard output
   * @throws Problem with its last lines
   */
  compose(...args: string[]): Promise<string> {
    return composed(this.root, args);
  }

  /** Everything that a service has printed, as often as its container was started. @throws Error when it has no container */
  async log(service: string): Promise<string> {
    const state = (await this.states()).find((each) => each.service === service);
    if (!state) throw new Error(`${service} has no container`);
    const { all } = await execa("docker", ["logs", state.id], { all: true, stdin: "ignore" });
    return all;
  }

  async #attach(service: Service, id: string): Promise<RunningService> {
    const container = this.#docker.getContainer(id);
    const { Image: imageId } = await container.inspect();
    const inside = (command: string[]) => execIn(id, command);
    return new ServiceContainer({
      stack: this.#project,
      service,
      imageId,
      host: "127.0.0.1",
      inside,
      container,
    });
  }
}

async function composed(root: string, args: string[]): Promise<string> {
  try {
    return (await execa("docker", ["compose", ...args], { cwd: root, stdin: "ignore", all: true })).stdout;
  } catch (thrown) {
    const { all, shortMessage } = thrown as ExecaError<{ all: true }>;
    const lines = (all || shortMessage || messageOf(thrown)).trim().split("\n").slice(-LAST_LINES);
    throw new Problem(
      {
        subject: `docker compose ${args[0]} in ${root}`,
        expected: "it to succeed",
        seen: ["its last lines:", ...lines].join("\n    "),
        remedy: "mend what the lines name (docker compose logs says more), then run this again",
      },
      { cause: thrown },
    );
  }
}

async function execIn(id: string, command: string[]): Promise<CommandEnded> {
  const { all, exitCode = 1 } = await execa("docker", ["exec", id, ...command], {
    all: true,
    reject: false,
    stdin: "ignore",
  });
  return { exitCode, output: all };
}
