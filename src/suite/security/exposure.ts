import { currentRun, labelsOf } from "../../kernel/run-identity.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { npmAudit, packagesOf } from "./audit.ts";
import { overprivileged, portsBeyondLoopback, reachedFromElsewhere } from "./containers.ts";
import { rabbitmqUsers } from "./rabbitmq-users.ts";
import { redisUsers } from "./redis-users.ts";
import { rightsOf, type UserRights } from "./user-rights.ts";

/** A composed stack that runs, looked at as a stranger would. */
export class Exposure {
  readonly #composed: ComposedStack;

  constructor(composed: ComposedStack) {
    this.#composed = composed;
  }

  /** Ports on which a stranger would be answered: sockets beyond loopback, and what another network reaches. */
  async openPorts(): Promise<{ open: string[]; looked: number }> {
    const { open, looked } = await portsBeyondLoopback(this.#composed);
    const reached = await reachedFromElsewhere(this.#composed, labelsOf(currentRun()));
    return { open: [...open, ...reached.map((each) => `${each} from another network`)], looked };
  }

  /** For a person or a scanner, by file name: what npm knows against our packages, and the packages in every image. */
  async audits(): Promise<Record<string, string>> {
    const [npm, packages] = await Promise.all([npmAudit(), packagesOf(this.#composed)]);
    return { "npm-audit.json": npm, "packages-of-images.txt": packages };
  }

  /**
   * What the users of exporter, producers and consumers may do.
   * @throws Undetermined when one of those that are asked, or the exporter, does not run
   */
  async userRights(): Promise<UserRights> {
    const running = await this.#composed.running();
    const [redis, exporter, rabbitmq] = ["redis", "redis-exporter", "rabbitmq"].map((wanted) =>
      running.find(({ name }) => name === wanted),
    );
    if (!redis || !exporter || !rabbitmq)
      throw new Undetermined(
        "redis, redis-exporter and rabbitmq have to run, to see what their users may do",
      );
    return rightsOf([...(await redisUsers(redis, exporter)), ...(await rabbitmqUsers(rabbitmq))]);
  }

  /** Containers that may do more than they need to. */
  overprivileged(): Promise<{ found: string[]; looked: number }> {
    return overprivileged(this.#composed);
  }
}
