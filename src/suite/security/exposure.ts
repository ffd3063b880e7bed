import { currentRun, labelsOf } from "../../kernel/run-identity.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { exportersOf } from "../record/started-brokers.ts";
import { guardedBrokers } from "./access-to.ts";
import { npmAudit, packagesOf } from "./audit.ts";
import { overprivileged, portsBeyondLoopback, reachedFromElsewhere } from "./containers.ts";
import { rightsOf, type UserRights } from "./user-rights.ts";

const LIST = new Intl.ListFormat("en-GB");

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
    const guarded = await guardedBrokers();
    const wanted = guarded.flatMap(({ broker }) => [broker.nodes[0], ...exportersOf(broker)]);
    const found = (name: string) => running.filter((service) => service.name === name);
    if (wanted.some((name) => found(name).length === 0))
      throw new Undetermined(`${LIST.format(wanted)} have to run, to see what their users may do`);
    const asked = guarded.map(({ broker, access }) => {
      const [node] = found(broker.nodes[0]) as [RunningService];
      return access.rightsOf(node, exportersOf(broker).flatMap(found));
    });
    return rightsOf((await Promise.all(asked)).flat());
  }

  /** Containers that may do more than they need to. */
  overprivileged(): Promise<{ found: string[]; looked: number }> {
    return overprivileged(this.#composed);
  }
}
