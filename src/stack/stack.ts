import { randomUUID } from "node:crypto";
import { messageOf, Problem } from "../problem.ts";
import { type ComposeFile, readComposeFile, type Service, serviceOf } from "./compose-file.ts";
import { containerFor } from "./containers.ts";
import { type Engine, engine } from "./engine.ts";
import { LogTail } from "./log-tail.ts";
import { currentRun, labelsOf } from "./run-identity.ts";
import { RunningService } from "./running-service.ts";

/**
 * Services of the compose file, started side by side on a network of their own where each is found by its name. Runs
 * do not meet: ports, names and volumes are this stack's alone, and disposing of it removes all of them.
 */
export class Stack implements AsyncDisposable {
  readonly #services: ReadonlyMap<string, RunningService>;
  readonly #dispose: () => Promise<void>;

  /** @throws Problem with the last log lines when a service does not start */
  static async start(names: readonly string[], file: ComposeFile = readComposeFile()): Promise<Stack> {
    const docker = await engine();
    const labels = labelsOf(currentRun());
    await using undo = new AsyncDisposableStack();
    const network = await docker.createNetwork({ Name: `signoff-${randomUUID()}`, Labels: labels });
    undo.defer(async () => network.remove());
    const networkName = (await network.inspect()).Name as string;

    const starting = names.map((name) =>
      startService(docker, serviceOf(file, name), { root: file.root, network: networkName, labels }),
    );
    const outcomes = await Promise.allSettled(starting);
    const running = outcomes.filter((outcome) => outcome.status === "fulfilled").map(({ value }) => value);
    for (const { remove } of running) undo.defer(remove);
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed) throw failed.reason;

    const kept = undo.move();
    return new Stack(
      running.map(({ service }) => service),
      () => kept.disposeAsync(),
    );
  }

  private constructor(services: RunningService[], dispose: () => Promise<void>) {
    this.#services = new Map(services.map((service) => [service.name, service]));
    this.#dispose = dispose;
  }

  get services(): RunningService[] {
    return [...this.#services.values()];
  }

  service(name: string): RunningService {
    const service = this.#services.get(name);
    if (!service)
      throw new Error(`${name} is not part of this stack: ${[...this.#services.keys()].join(", ")}`);
    return service;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#dispose();
  }
}

async function startService(
  docker: Engine,
  service: Service,
  surroundings: { root: string; network: string; labels: Record<string, string> },
) {
  const log = new LogTail();
  try {
    const started = await containerFor(service, surroundings).withLogConsumer(log.follow).start();
    const container = docker.getContainer(started.getId());
    const { Image: imageId } = await container.inspect();
    return {
      service: new RunningService({ service, imageId, log, started, container }),
      // Force, since a fault may have left it paused or stopped; v, since its volumes are anonymous.
      remove: () => container.remove({ force: true, v: true }),
    };
  } catch (thrown) {
    throw notStarted(service, log, thrown);
  }
}

function notStarted(service: Service, log: LogTail, thrown: unknown): Problem {
  const lines = log.last(15);
  return new Problem(
    {
      subject: `${service.name} (${service.image})`,
      expected: "a container that becomes ready",
      seen: [messageOf(thrown), lines.length > 0 ? "its last log lines:" : "no log", ...lines].join("\n    "),
      remedy: `mend what the log names in config/ or docker-compose.yml; for a missing image run: npm run setup`,
    },
    { cause: thrown },
  );
}
