import type { Obstacle } from "../kernel/obstacle.ts";
import { Problem } from "../kernel/problem.ts";
import type { RunningService } from "./running-service.ts";
import type { StackUnderTest } from "./stack-under-test.ts";

/** Services that run already, and go on running: found by name, never started, changed or removed. */
export class DeployedStack implements StackUnderTest {
  readonly #services: ReadonlyMap<string, RunningService>;
  readonly #subject: string;
  readonly #remedy: (name: string) => string;

  /**
   * @param parts.subject what the services belong to, as a message names it: "the composed stack"
   * @param parts.remedy how to start a service that is missing there
   */
  constructor(
    services: readonly RunningService[],
    { subject, remedy }: { subject: string; remedy: (name: string) => string },
  ) {
    this.#services = new Map(services.map((service) => [service.name, service]));
    this.#subject = subject;
    this.#remedy = remedy;
  }

  /** The names of all services. */
  get names(): string[] {
    return [...this.#services.keys()];
  }

  get all(): RunningService[] {
    return [...this.#services.values()];
  }

  async lacks(...names: string[]): Promise<Obstacle | undefined> {
    const missing = names.find((name) => !this.#services.has(name));
    if (missing === undefined) return undefined;
    return { kind: "target", text: `${this.#subject} has no ${missing}: ${this.#remedy(missing)}` };
  }

  async start(...names: [string, ...string[]]): Promise<[RunningService, ...RunningService[]]> {
    const [first, ...others] = names;
    return [this.#named(first), ...others.map((name) => this.#named(name))];
  }

  async startChanged(name: string): Promise<RunningService> {
    return this.#named(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // It was there before, and stays.
  }

  #named(name: string): RunningService {
    const service = this.#services.get(name);
    if (service) return service;
    throw new Problem({
      subject: this.#subject,
      expected: `a ${name} that runs`,
      seen: this.names.join(", ") || "nothing that runs",
      remedy: this.#remedy(name),
    });
  }
}
