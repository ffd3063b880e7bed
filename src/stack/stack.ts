import { randomUUID } from "node:crypto";
import type { Obstacle } from "../kernel/obstacle.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { currentRun, labelsOf } from "../kernel/run-identity.ts";
import { type ComposeFile, readComposeFile, type Service, serviceOf, whyLeftOut } from "./compose-file.ts";
import { type ContainerClass, containerFor, type Surroundings } from "./containers.ts";
import { type Engine, engine } from "./engine.ts";
import { freePort } from "./free-port.ts";
import { LogTail, lastLog } from "./log-tail.ts";
import type { RunningService } from "./running-service.ts";
import { ServiceContainer } from "./service-container.ts";
import type { StackUnderTest } from "./stack-under-test.ts";
import { LABEL_STACK, sweepStack } from "./sweep.ts";

/**
 * Services of the compose file on a network of their own, where each is found by its name. Runs do not meet: ports,
 * names and volumes are this stack's alone, and disposing of it removes all of them.
 */
export class Stack implements StackUnderTest {
  readonly #docker: Engine;
  readonly #file: ComposeFile;
  readonly #kinds: ReadonlyMap<string, ContainerClass>;
  readonly #id: string;
  readonly #services = new Map<string, Promise<RunningService>>();
  readonly #volumes = new Map<string, string>();

  /** @param kinds of container, of the services that have one of their own */
  static async open(kinds: ReadonlyMap<string, ContainerClass>): Promise<Stack> {
    const stack = new Stack(await engine(), readComposeFile(), kinds);
    await stack.#docker.createNetwork({ Name: stack.#id, Labels: stack.#labels });
    return stack;
  }

  private constructor(docker: Engine, file: ComposeFile, kinds: ReadonlyMap<string, ContainerClass>) {
    this.#docker = docker;
    this.#file = file;
    this.#kinds = kinds;
    this.#id = `signoff-${randomUUID()}`;
  }

  /** Why a service is not available on this host: what set-up has left out. */
  async lacks(...names: string[]): Promise<Obstacle | undefined> {
    return whyLeftOut(this.#file, ...names);
  }

  /**
   * Starts the services that do not run yet, side by side, and returns them in the order asked for.
   * @throws Problem with the last log lines when one does not become ready
   */
  async start(...names: [string, ...string[]]): Promise<[RunningService, ...RunningService[]]> {
    const [first, ...others] = names.map((name) => this.#ensure(name));
    await Promise.allSettled([first, ...others]);
    return [await (first as Promise<RunningService>), ...(await Promise.all(others))];
  }

  /**
   * Starts a service otherwise than the compose file says, as with shorter times or another address to tell.
   * @param change makes the definition from the shipped one
   * @throws Problem with the last log lines when it does not become ready; Error when it runs already
   */
  startChanged(name: string, change: (shipped: Service) => Service): Promise<RunningService> {
    if (this.#services.has(name)) throw new Error(`${name} runs already, as the compose file says`);
    const running = this.#start(change(serviceOf(this.#file, name)));
    this.#services.set(name, running);
    return running;
  }

  /** The name that everything of this stack carries: its network, and the label of its containers. */
  get id(): string {
    return this.#id;
  }

  /** Has services that start from now on keep a volume of the compose file in this one. @param name of the real volume */
  placeVolume(composed: string, name: string): void {
    this.#volumes.set(composed, name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#services.values());
    await sweepStack(this.#id);
  }

  get #labels(): Record<string, string> {
    return { ...labelsOf(currentRun()), [LABEL_STACK]: this.#id };
  }

  #ensure(name: string): Promise<RunningService> {
    const running = this.#services.get(name) ?? this.#start(serviceOf(this.#file, name));
    this.#services.set(name, running);
    return running;
  }

  async #start(service: Service): Promise<RunningService> {
    const log = new LogTail();
    let id: string | undefined;
    const onCreated = (created: string) => {
      id = created;
    };
    const surroundings: Surroundings = {
      root: this.#file.root,
      network: this.#id,
      labels: this.#labels,
      kinds: this.#kinds,
      hostPort: freePort,
      volumes: this.#volumes,
      onCreated,
    };
    try {
      const started = await containerFor(service, surroundings).withLogConsumer(log.follow).start();
      const container = this.#docker.getContainer(started.getId());
      const { Image: imageId } = await container.inspect();
      const inside = (command: string[]) => started.exec(command);
      return new ServiceContainer({
        stack: this.#id,
        service,
        imageId,
        host: started.getHost(),
        inside,
        container,
      });
    } catch (thrown) {
      // One that ends at once is gone before its log is followed.
      const lines = log.telling();
      const read = lines.length > 0 || !id ? lines : await lastLog(this.#docker.getContainer(id));
      throw notStarted(service, read, thrown);
    }
  }
}

/** A service whose container does not become ready, with what its log says. @param lines none where there is no log */
export function notStarted(
  service: Pick<Service, "name" | "image">,
  lines: readonly string[],
  thrown: unknown,
): Problem {
  return new Problem(
    {
      subject: `${service.name} (${service.image})`,
      expected: "a container that becomes ready",
      seen: [
        messageOf(thrown),
        lines.length > 0 ? "its first errors and last log lines:" : "no log",
        ...lines,
      ].join("\n    "),
      remedy:
        lines.length > 0
          ? "fix what the log names in config/ or docker-compose.yml; for a missing image run: npm run setup"
          : `for a missing image run: npm run setup; else docker compose up ${service.name} shows what keeps it from starting`,
    },
    { cause: thrown },
  );
}
