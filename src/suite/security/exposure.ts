import { once } from "../../kernel/once.ts";
import { messageOf } from "../../kernel/problem.ts";
import { currentRun, labelsOf } from "../../kernel/run-identity.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { guardedExportersOf } from "../record/started-brokers.ts";
import { type GuardedBroker, guardedBrokers } from "./access-to.ts";
import { allowedFor } from "./allowed.ts";
import { npmAudit, packagesOf } from "./audit.ts";
import { composedConfig } from "./composed-config.ts";
import { type ComposedExposure, type ExcessKinds, excessIn, together } from "./composed-exposure.ts";
import {
  factsOfContainers,
  listeningIn,
  reachedFromElsewhere,
  rootIn,
  socketsBeyondLoopback,
} from "./containers.ts";
import { deliveredExposure } from "./delivered-exposure.ts";
import { openAddresses, rootProcess, strangeSockets } from "./differences.ts";
import { distinct, type Finding } from "./finding.ts";
import { grafanaFindings, openPrometheus } from "./monitoring.ts";
import { heldBy } from "./secrets-given.ts";
import { rightsOf, type UserRights } from "./user-rights.ts";

const LIST = new Intl.ListFormat("en-GB");

/** What containers and compose file have beyond what is allowed. */
export interface Excess extends ExcessKinds {
  /** Services that were judged. */
  services: readonly string[];
  /** Those of them that have no container here: their compose file alone was read. */
  composedOnly: readonly string[];
}

/** Composed stacks that run, looked at as a stranger would. */
export class Exposure {
  readonly #root: string;
  /** What the files alone show. */
  readonly #delivered: () => Promise<ComposedExposure>;
  readonly #stacks: () => Promise<readonly [ComposedStack, ...ComposedStack[]]>;

  /**
   * @param root the folder whose compose file describes them
   * @param start one of them whole, others with the nodes of profile ha
   */
  constructor(root: string, start: () => Promise<readonly [ComposedStack, ...ComposedStack[]]>) {
    this.#root = root;
    this.#delivered = once(async () => deliveredExposure(root));
    this.#stacks = once(start);
  }

  /** Ports on which a stranger would be answered: published or listening beyond loopback, or reached by another network. */
  async openPorts(): Promise<{ open: Finding[]; looked: number }> {
    const { open: composed } = await this.#delivered();
    const live = await this.#unlessFound(composed, async (stacks) => {
      const sockets = await Promise.all(stacks.map(socketsBeyondLoopback));
      const published = (await Promise.all(stacks.map(factsOfContainers))).flat().flatMap(openAddresses);
      const reached = await reachedFromElsewhere(stacks, labelsOf(currentRun()));
      return {
        open: [...published, ...sockets.flatMap(({ open }) => open), ...reached],
        looked: sockets.reduce((sum, { looked }) => sum + looked, 0),
      };
    });
    return { open: distinct([...composed, ...(live?.open ?? [])]), looked: live?.looked ?? composed.length };
  }

  /** What every service has of host and stack beyond what is allowed: by its compose file, and in every container. */
  async excess(): Promise<Excess> {
    const { services: names, excess: composed } = await this.#delivered();
    const found = Object.values(composed).flat();
    const live = await this.#unlessFound(found, async (stacks) => {
      const each = await Promise.all(
        stacks.map(async (stack) => ({ stack, facts: await factsOfContainers(stack) })),
      );
      const known = heldBy(
        each.flatMap(({ facts }) => facts),
        allowedFor,
      );
      const sockets = (await Promise.all(stacks.map(listeningIn))).flat();
      const ofRoot = (await Promise.all(stacks.map(rootIn))).flat();
      return {
        seen: new Set(each.flatMap(({ facts }) => facts.map(({ service }) => service))),
        excess: each.flatMap(({ stack, facts }) => facts.map((one) => excessIn(one, stack.root, known))),
        ofRoot: ofRoot.map(rootProcess),
        sockets: sockets.flatMap(({ service, ports }) => strangeSockets(service, ports, allowedFor(service))),
      };
    });
    const all = together([composed, ...(live?.excess ?? [])]);
    return {
      services: [...new Set([...names, ...(live?.seen ?? [])])],
      composedOnly: names.filter((name) => !live?.seen.has(name)),
      privileges: distinct([...all.privileges, ...(live?.ofRoot ?? [])]),
      ports: distinct([...all.ports, ...(live?.sockets ?? [])]),
      mounts: distinct(all.mounts),
      secrets: distinct(all.secrets),
    };
  }

  /** For a person or a scanner, by file name: what npm knows against our packages, and the packages in every image. */
  async audits(): Promise<Record<string, string>> {
    const [npm, packages] = await Promise.all([
      npmAudit(),
      this.#stacks().then(([stack]) => packagesOf(stack), messageOf),
    ]);
    return { "npm-audit.json": npm, "packages-of-images.txt": packages };
  }

  /**
   * What every user of every server may do.
   * @throws Undetermined when a broker's first node, or its exporter, does not run
   */
  async userRights(): Promise<UserRights> {
    const guarded = await guardedBrokers();
    const asked = (await this.#stacks()).map(async (stack, index) => {
      const running = await stack.runningAsStarted();
      if (index === 0) mustRun(running, guarded);
      return rightsIn(running, guarded);
    });
    return rightsOf((await Promise.all(asked)).flat());
  }

  /** What opens Prometheus and Grafana to others: of the first as it runs, of the second as the compose file has it. */
  async openMonitoring(): Promise<Finding[]> {
    const composed = grafanaFindings(composedConfig(this.#root).services);
    return distinct([...composed, ...((await this.#unlessFound(composed, openPrometheus)) ?? [])]);
  }

  /** What is seen live; where the compose file alone has shown something, and nothing can be started of it, nothing. */
  async #unlessFound<T>(
    found: readonly Finding[],
    look: (stacks: readonly ComposedStack[]) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await look(await this.#stacks());
    } catch (thrown) {
      if (found.length > 0) return undefined;
      throw thrown;
    }
  }
}

/** @throws Undetermined when one of those that are asked does not run */
function mustRun(running: readonly RunningService[], guarded: readonly GuardedBroker[]): void {
  const wanted = guarded.flatMap(({ broker }) => [broker.nodes[0], ...guardedExportersOf(broker)]);
  if (wanted.every((name) => running.some((service) => service.name === name))) return;
  throw new Undetermined(`${LIST.format(wanted)} have to run, to see what their users may do`);
}

/** What the members that run say of their users. */
function rightsIn(running: readonly RunningService[], guarded: readonly GuardedBroker[]) {
  const found = (names: readonly string[]) => running.filter(({ name }) => names.includes(name));
  return Promise.all(
    guarded.flatMap(({ broker, access }) => {
      const exporters = found(guardedExportersOf(broker));
      return found([...broker.nodes, ...broker.witnesses]).map((member) =>
        access.rightsOf(member, exporters),
      );
    }),
  );
}
