import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { currentRun, isAbandoned, LABEL_HOST, LABEL_RUN, type RunIdentity } from "../kernel/run-identity.ts";
import { COMPOSE_FILE, compose } from "../stack/compose-cli.ts";
import { type ComposeFile, readComposeFile, serviceOf } from "../stack/compose-file.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { LABEL_PROJECT, LABEL_SERVICE } from "../stack/folder-project.ts";

/** Who started it, under names that no sweep of ours looks for. */
const LABEL_OWNER = "canary.owner";
const LABEL_OWNER_HOST = "canary.host";

const EXEC_WITHIN_MS = 60_000;

/** What it is reached by from this host. */
export const FOREIGN_LOGIN = { user: "foreign", password: "foreign" };

export type ForeignService = "redis" | "rabbitmq";

/**
 * Somebody else's Compose project: brokers in a folder of their own, under names that could be taken for ours, without a
 * label of ours. Nothing of this repository may touch it.
 */
export class ForeignProject {
  readonly name: string;
  /** The folder of its compose file. */
  readonly folder: string;
  readonly #docker: Engine;
  readonly #ids: Readonly<Record<ForeignService, string>>;

  /** @throws Problem when Compose cannot start it */
  static async start(name: string): Promise<ForeignProject> {
    const folder = mkdtempSync(join(tmpdir(), "foreign-"));
    writeFileSync(join(folder, COMPOSE_FILE), composeText(name, currentRun()));
    const docker = await engine();
    try {
      await compose({ root: folder, files: [COMPOSE_FILE], name }, ["up", "--detach"]);
      const found = await containersOf(docker, name);
      const idOf = (service: ForeignService) =>
        found.find(({ Labels }) => Labels[LABEL_SERVICE] === service)?.Id ?? "";
      return new ForeignProject(docker, { name, folder, redis: idOf("redis"), rabbitmq: idOf("rabbitmq") });
    } catch (thrown) {
      await removeForeign(currentRun(), name);
      rmSync(folder, { recursive: true, force: true });
      throw thrown;
    }
  }

  private constructor(
    docker: Engine,
    { name, folder, ...ids }: { name: string; folder: string } & Record<ForeignService, string>,
  ) {
    this.name = name;
    this.folder = folder;
    this.#docker = docker;
    this.#ids = ids;
  }

  /** Everything that the engine says of a container. */
  inspect(service: ForeignService) {
    return this.container(service).inspect();
  }

  container(service: ForeignService) {
    return this.#docker.getContainer(this.#ids[service]);
  }

  /** Its networks and volumes, as the engine describes them, by name. */
  async belongings(): Promise<Record<string, unknown>> {
    const filters = { label: [`${LABEL_PROJECT}=${this.name}`] };
    const networks = await this.#docker.listNetworks({ filters });
    const { Volumes } = await this.#docker.listVolumes({ filters });
    const inspected = [
      ...networks.map(
        async ({ Id, Name }) => [`network ${Name}`, await this.#docker.getNetwork(Id).inspect()] as const,
      ),
      ...(Volumes ?? []).map(
        async ({ Name }) => [`volume ${Name}`, await this.#docker.getVolume(Name).inspect()] as const,
      ),
    ];
    return Object.fromEntries(await Promise.all(inspected));
  }

  /** The port of this host that leads to a port of the container. */
  async port(service: ForeignService, containerPort: number): Promise<number> {
    const { NetworkSettings } = await this.inspect(service);
    return Number(NetworkSettings.Ports[`${containerPort}/tcp`]?.[0]?.HostPort);
  }

  /** Runs a command in a container. @returns what it printed. @throws Error when it fails */
  async exec(service: ForeignService, command: readonly string[], input = ""): Promise<string> {
    const { stdout } = await execa("docker", ["exec", "--interactive", this.#ids[service], ...command], {
      input,
      timeout: EXEC_WITHIN_MS,
    });
    return stdout;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeForeign(currentRun(), this.name);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Whether somebody has a Compose project of that name, this run or another. */
export async function isProject(name: string): Promise<boolean> {
  return (await containersOf(await engine(), name)).length > 0;
}

/** Removes the foreign projects of a run: all, or the one of that name. */
export function removeForeign(run: RunIdentity, project?: string): Promise<void> {
  return remove(
    (labels) =>
      labels[LABEL_OWNER] === run.process && (project === undefined || labels[LABEL_PROJECT] === project),
  );
}

/** Removes the foreign projects of runs that are no longer alive. */
export function removeAbandonedForeign(): Promise<void> {
  return remove((labels) =>
    isAbandoned({ [LABEL_HOST]: labels[LABEL_OWNER_HOST] ?? "", [LABEL_RUN]: labels[LABEL_OWNER] ?? "" }),
  );
}

async function remove(isGoing: (labels: Record<string, string>) => boolean): Promise<void> {
  const docker = await engine();
  const filters = { label: [LABEL_OWNER] };
  const containers = await docker.listContainers({ all: true, filters });
  const goingContainers = containers.filter(({ Labels }) => isGoing(Labels));
  await Promise.all(
    goingContainers.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })),
  );
  const networks = await docker.listNetworks({ filters });
  const { Volumes } = await docker.listVolumes({ filters });
  await Promise.all([
    ...networks.filter(({ Labels }) => isGoing(Labels ?? {})).map(({ Id }) => docker.getNetwork(Id).remove()),
    ...(Volumes ?? [])
      .filter(({ Labels }) => isGoing(Labels ?? {}))
      .map(({ Name }) => docker.getVolume(Name).remove()),
  ]);
}

function containersOf(docker: Engine, project: string) {
  return docker.listContainers({ all: true, filters: { label: [`${LABEL_PROJECT}=${project}`] } });
}

/** The compose file of a foreign project. Started with the images of this stack, so that nothing else has to be there; otherwise with nothing of it. */
export function composeText(
  name: string,
  { host, process }: RunIdentity,
  file: ComposeFile = readComposeFile(),
): string {
  const labels = { [LABEL_OWNER]: process, [LABEL_OWNER_HOST]: host };
  const plugins = "[rabbitmq_management,rabbitmq_prometheus].";
  return stringify({
    name,
    services: {
      redis: {
        image: serviceOf(file, "redis").image,
        labels,
        command: ["redis-server", "--appendonly", "yes", "--save", "", "--protected-mode", "no"],
        ports: ["127.0.0.1::6379"],
        volumes: ["redis-data:/data"],
      },
      rabbitmq: {
        image: serviceOf(file, "rabbitmq").image,
        labels,
        // Its data lie in a folder of its host's name.
        hostname: "foreign",
        entrypoint: ["sh", "-c"],
        command: [
          `printf %s '${plugins}' > /etc/rabbitmq/enabled_plugins && exec docker-entrypoint.sh rabbitmq-server`,
        ],
        environment: {
          RABBITMQ_DEFAULT_USER: FOREIGN_LOGIN.user,
          RABBITMQ_DEFAULT_PASS: FOREIGN_LOGIN.password,
          // Idle schedulers sleep: it stands beside measurements.
          RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "+sbwt none +sbwtdcpu none +sbwtdio none",
        },
        ports: ["127.0.0.1::5672", "127.0.0.1::15672", "127.0.0.1::15692"],
        volumes: ["rabbitmq-data:/var/lib/rabbitmq"],
      },
    },
    networks: { default: { labels } },
    volumes: { "redis-data": { labels }, "rabbitmq-data": { labels } },
  });
}
