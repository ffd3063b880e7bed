import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { Problem } from "../kernel/problem.ts";
import { keepSecretsOf } from "../kernel/secrets.ts";
import { COMPOSE_FILE, type ComposeProject, compose, composeScript } from "./compose-cli.ts";
import { type ComposeFile, readComposeFile, type Service } from "./compose-file.ts";
import { type Engine, engine } from "./engine.ts";
import { environmentOf } from "./environment-of.ts";
import {
  filesOf,
  isOfFolder,
  LABEL_PROJECT,
  LABEL_SERVICE,
  projectOf,
  strangersIn,
} from "./folder-project.ts";
import { withHolder } from "./held-by.ts";
import type { CommandEnded, RunningService } from "./running-service.ts";
import { ServiceContainer } from "./service-container.ts";

/** How Compose has a service now. */
export interface ComposedState {
  service: string;
  /** The container's id. */
  id: string;
  isRunning: boolean;
}

/**
 * The stack that `docker compose` has of a folder with docker-compose.yml, config/ and .env: the containers that Compose
 * made from this folder, never those of another folder whose project has the same name.
 */
export class ComposedStack {
  readonly root: string;
  readonly #docker: Engine;
  readonly #project: ComposeProject & { name: string };

  /**
   * @param given the project, where it is not for the folder to say
   * @throws Problem when Compose does not take the folder's file, or when its containers belong to several projects
   */
  static async of(root: string, given?: { name: string; files: readonly string[] }): Promise<ComposedStack> {
    if (!existsSync(join(root, COMPOSE_FILE))) {
      throw new Problem({
        subject: root,
        expected: "the folder of a stack, with docker-compose.yml, config/ and .env",
        seen: existsSync(root) ? "no docker-compose.yml" : "no such folder",
        remedy: "name the folder where the stack was started",
      });
    }
    const docker = await engine();
    const project =
      given ?? projectOf(await docker.listContainers({ all: true }), root) ?? (await asWritten(root));
    return new ComposedStack(docker, { ...project, root });
  }

  private constructor(docker: Engine, project: ComposeProject & { name: string }) {
    this.root = project.root;
    this.#docker = docker;
    this.#project = project;
  }

  /** The name of its project. */
  get project(): string {
    return this.#project.name;
  }

  /** What the compose file says now. @throws Problem that names its lines */
  get file(): ComposeFile {
    return readComposeFile({ root: this.root });
  }

  /** The services that have a container, running or not. */
  async states(): Promise<ComposedState[]> {
    const found = await this.#containers();
    return found
      .filter(({ Labels }) => isOfFolder(Labels, this.root))
      .map(({ Id, Labels, State }) => ({
        service: Labels[LABEL_SERVICE] ?? "",
        id: Id,
        isRunning: State === "running",
      }));
  }

  /**
   * Why nothing of it runs, as a message says it, with whom the project of its name belongs to.
   * @throws Problem always
   */
  async mustRun(): Promise<void> {
    if ((await this.states()).some(({ isRunning }) => isRunning)) return;
    const others = strangersIn(this.project, await this.#containers(), this.root);
    throw new Problem({
      subject: `the composed stack of ${this.root}`,
      expected: "services that run",
      seen: `none${others.length > 0 ? `; the project ${this.project} belongs to ${others.join(", ")}` : ""}`,
      remedy:
        others.length > 0
          ? "set COMPOSE_PROJECT_NAME in .env to a name that no other folder has (npm run setup does where it is not set); then docker compose up -d --wait"
          : "docker compose up -d --wait",
    });
  }

  /** Those of the services that run, each as the compose file describes it now. */
  async running(): Promise<RunningService[]> {
    return this.#running(async (service) => service);
  }

  /** The same, each with the environment that its container was started with: `.env` may say something else by now. */
  async runningAsStarted(): Promise<RunningService[]> {
    return this.#running(async (service, id) => {
      const { Config } = await this.#docker.getContainer(id).inspect();
      const environment = environmentOf(Config.Env);
      keepSecretsOf(environment);
      return { ...service, environment };
    });
  }

  async #running(described: (service: Service, id: string) => Promise<Service>): Promise<RunningService[]> {
    const { services } = this.file;
    const states = (await this.states()).filter(({ isRunning }) => isRunning);
    return Promise.all(
      states.flatMap(({ service: name, id }) => {
        const service = services[name];
        return service ? [described(service, id).then((each) => this.#attach(each, id))] : [];
      }),
    );
  }

  /**
   * Has `docker compose` do something.
   * @returns what it printed on its standard output
   * @throws Problem with its last lines; or before anything is done, when containers of another folder would be meant as well
   */
  async compose(...args: string[]): Promise<string> {
    await this.#mustBeAlone();
    return compose(this.#project, args).catch(async (thrown: unknown) => {
      throw withHolder(thrown, await this.#docker.listContainers({ all: true }), this.root);
    });
  }

  /**
   * Runs a shell script of its folder that calls `docker compose`, one step of it.
   * @returns what it printed
   * @throws Problem as {@link compose} does
   */
  async script(script: string, step: string): Promise<string> {
    await this.#mustBeAlone();
    return composeScript(this.#project, script, step);
  }

  async #mustBeAlone(): Promise<void> {
    const others = strangersIn(this.project, await this.#containers(), this.root);
    if (others.length === 0) return;
    throw new Problem({
      subject: `the project ${this.project}`,
      expected: `containers of ${this.root} alone`,
      seen: `some that belong to ${others.join(", ")}`,
      remedy: "give this folder a project of its own: set COMPOSE_PROJECT_NAME in .env, then run this again",
    });
  }

  /** Everything that a service has printed, as often as its container was started. @throws Error when it has no container */
  async log(service: string): Promise<string> {
    const state = (await this.states()).find((each) => each.service === service);
    if (!state) throw new Error(`${service} has no container`);
    const { all } = await execa("docker", ["logs", state.id], { all: true, stdin: "ignore" });
    return all;
  }

  #containers() {
    return this.#docker.listContainers({
      all: true,
      filters: { label: [`${LABEL_PROJECT}=${this.project}`] },
    });
  }

  async #attach(service: Service, id: string): Promise<RunningService> {
    const container = this.#docker.getContainer(id);
    const { Image: imageId } = await container.inspect();
    const inside = (command: string[]) => execIn(id, command);
    return new ServiceContainer({
      stack: this.project,
      service,
      imageId,
      host: "127.0.0.1",
      inside,
      container,
    });
  }
}

/** The project that Compose would make of the folder's files. */
async function asWritten(root: string): Promise<{ name: string; files: string[] }> {
  const files = filesOf(root);
  const { name } = JSON.parse(await compose({ root, files }, ["config", "--format", "json"])) as {
    name: string;
  };
  return { name, files };
}

async function execIn(id: string, command: string[]): Promise<CommandEnded> {
  const { all, exitCode = 1 } = await execa("docker", ["exec", id, ...command], {
    all: true,
    reject: false,
    stdin: "ignore",
  });
  return { exitCode, output: all };
}
