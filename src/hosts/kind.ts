import { join } from "node:path";
import { execa } from "execa";
import type { Progress } from "../kernel/steps.ts";
import { checkout, composePluginFor, npmCache, npmCacheFor } from "./checkout.ts";
import { startEngine, type WorkshopEngine } from "./engines.ts";
import { newcomersEnvironment } from "./environment.ts";
import type { ExecutionContext, User } from "./execution-context.ts";
import type { HostExpectation, HostResults } from "./expectation.ts";
import { MACHINE } from "./namespaces.ts";
import { startRegistry } from "./registry.ts";
import type { Workshop } from "./workshop.ts";

/** A newcomer's workspace: a clone, and the shell that it is run from. */
export interface Workspace extends ExecutionContext {
  env: Record<string, string>;
  /** Further deviations, once the sign-off has ended; none where all is well. */
  deviations?: (results: HostResults | undefined) => Promise<string[]>;
}

/** A kind of host that users have, and what a sign-off comes to on it. */
export interface Kind extends HostExpectation {
  id: string;
  title: string;
  /** What its sign-off has in the environment besides a newcomer's shell. */
  env?: Readonly<Record<string, string>>;
  /** @throws NotMade when this machine can't be made into one; anything else is a defect of what makes it */
  make(bench: Bench): Promise<Workspace>;
}

/** Makes what kinds of host consist of. What several kinds need is made once, when the first asks for it. */
export class Bench {
  readonly workshop: Workshop;
  #progress: Progress = () => undefined;
  #registry: Promise<string> | undefined;
  #dockerHost: Promise<{ engine: WorkshopEngine; user: User }> | undefined;

  constructor(workshop: Workshop) {
    this.workshop = workshop;
  }

  /** Shows what is being made as the progress of the kind that it is made for. */
  showing(progress: Progress): this {
    this.#progress = progress;
    return this;
  }

  /** The address, as seen from inside namespaces, of a registry that has every image of the stack. */
  registry(): Promise<string> {
    this.#registry ??= startRegistry(this.workshop, (line) => this.#progress(line)).then(
      (port) => `http://${MACHINE}:${port}`,
    );
    return this.#registry;
  }

  /** An engine that pulls, and a user of group docker on its host. */
  dockerHost(): Promise<{ engine: WorkshopEngine; user: User }> {
    this.#dockerHost ??= this.#startDockerHost();
    return this.#dockerHost;
  }

  /** A user with npm's downloads and the Compose plugin, and otherwise nothing. */
  async user(...groups: string[]): Promise<User> {
    const user = await this.workshop.addUser(groups);
    await composePluginFor(user);
    return user;
  }

  /** A fresh clone of the user's in the user's home, and a shell of theirs. */
  async userWorkspace(user: User, name: string): Promise<Workspace> {
    const folder = await checkout(join(user.home, name), user);
    const cache = await npmCacheFor(user);
    return { folder, user, env: newcomersEnvironment({ ...user, npmCache: cache }) };
  }

  /** A fresh clone of root's, on the machine as it is. */
  async rootWorkspace(folder: string): Promise<Workspace> {
    await checkout(folder);
    const home = (await execa("sh", ["-c", "echo ~root"])).stdout;
    return { folder, env: newcomersEnvironment({ name: "root", home, npmCache: await npmCache() }) };
  }

  async #startDockerHost(): Promise<{ engine: WorkshopEngine; user: User }> {
    const engine = await startEngine(this.workshop, "docker-host", await this.registry());
    return { engine, user: await this.user("docker") };
  }
}
