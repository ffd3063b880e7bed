import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { currentRun, labelsOf } from "../kernel/run-identity.ts";
import type { Service } from "./compose-file.ts";
import { type Engine, engine } from "./engine.ts";
import { execIn } from "./exec-in.ts";
import { LABEL_STACK } from "./sweep.ts";

type Container = ReturnType<Engine["getContainer"]>;

interface CompanionOptions {
  /** The stack on whose network it is, and with which it is removed. */
  stack: string;
  /** Its name on that network. */
  name: string;
  /** The service whose image and user it takes. */
  service: Service;
  command: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** Told each line that it prints. */
  onLine: (line: string) => void;
}

/**
 * A helper's program on the network of a stack, in a container with no rights. It needs no port of the host: what it says
 * comes as lines through the engine's log stream, which every kind of engine has.
 */
export class Companion implements AsyncDisposable {
  readonly #container: Container;
  #hasEnded = false;

  /** @throws Error of the engine's when the container cannot be created or started */
  static async start(options: CompanionOptions): Promise<Companion> {
    const { stack, name, service, command, environment = {}, onLine } = options;
    const [program = "", ...args] = command;
    const docker = await engine();
    const container = await docker.createContainer({
      Image: service.image,
      ...(service.user ? { User: service.user } : {}),
      Entrypoint: [program],
      Cmd: args,
      Env: Object.entries(environment).map(([key, value]) => `${key}=${value}`),
      Healthcheck: { Test: ["NONE"] },
      Labels: { ...labelsOf(currentRun()), [LABEL_STACK]: stack },
      NetworkingConfig: { EndpointsConfig: { [stack]: { Aliases: [name] } } },
      HostConfig: {
        NetworkMode: stack,
        CapDrop: ["ALL"],
        SecurityOpt: ["no-new-privileges:true"],
        // Whatever the engine's own is: some hand nothing over.
        LogConfig: { Type: "json-file", Config: {} },
      },
    });
    await container.start();
    const companion = new Companion(container);
    await companion.#follow(onLine);
    return companion;
  }

  protected constructor(container: Container) {
    this.#container = container;
  }

  /** Runs a command in it. @throws Error when it exits with another code than 0 */
  async run(...command: string[]): Promise<void> {
    await execIn(this.#container, command);
  }

  get id(): string {
    return this.#container.id;
  }

  /** Whether nothing more is heard of it: its program ended, or its log broke off. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** How its program is: "runs", or "ended with code 1". */
  async state(): Promise<string> {
    const { State } = await this.#container.inspect();
    return State.Running ? "runs" : `ended with code ${State.ExitCode}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container.remove({ force: true, v: true });
  }

  async #follow(onLine: (line: string) => void): Promise<void> {
    const log = await this.#container.logs({ follow: true, stdout: true, stderr: true });
    const printed = new PassThrough();
    this.#container.modem.demuxStream(log, printed, printed);
    log.on("end", () => printed.end());
    log.on("error", (error: Error) => printed.end(`(the log broke off: ${error.message})\n`));
    printed.on("end", () => {
      this.#hasEnded = true;
    });
    createInterface({ input: printed }).on("line", onLine);
  }
}
