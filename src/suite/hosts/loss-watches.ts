import type { Broker } from "../../brokers/broker.ts";
import type { LabHost } from "../../hosts/lab/lab-host.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { readComposeFile, whyLeftOut } from "../../stack/compose-file.ts";
import { PrometheusProbe } from "../../watchers/prometheus.ts";
import { alertsOfLoss } from "./alerts-of-loss.ts";
import type { HostsStack } from "./hosts-stack.ts";
import { OtherHosts } from "./other-hosts.ts";
import { type LossAlerts, type LossCourse, WatchedLoss } from "./watched-loss.ts";

interface Watched {
  from: OtherHosts;
  loss: WatchedLoss;
}

interface Lost {
  /** The node that takes the frames. */
  node: string;
  host: LabHost;
}

/** The alerts of the hosts that are lost, by the broker whose host it is. */
export class LossWatches {
  readonly #watched = new Map<string, Watched>();
  readonly #found = new Map<string, LossAlerts>();
  readonly #blind = new Map<string, string>();

  /** Begins to watch from the other hosts, before the loss. @returns nothing where that can't be done: the loss is made all the same */
  async begin(stack: HostsStack, broker: Broker, lost: Lost): Promise<LossCourse | undefined> {
    try {
      const watched = await watchedLoss(stack, broker, lost);
      this.#watched.set(broker.id, watched);
      return watched.loss;
    } catch (thrown) {
      this.#blind.set(broker.id, messageOf(thrown));
      return undefined;
    }
  }

  /** Waits until the alerts are resolved, or given up. */
  async end({ id }: Broker): Promise<void> {
    try {
      const watched = this.#watched.get(id);
      if (!watched) return;
      const found = await watched.loss.alerts();
      if (!watched.from.hasAnswered) throw new Undetermined("no Prometheus of the other hosts answered");
      this.#found.set(id, found);
    } catch (thrown) {
      this.#blind.set(id, messageOf(thrown));
    }
  }

  /** @param otherwise why no host was lost, if that is known. @throws Undetermined where they were not watched */
  of({ id, title }: Broker, otherwise: string | undefined): LossAlerts {
    const found = this.#found.get(id);
    if (found) return found;
    const why = this.#blind.get(id) ?? otherwise ?? "no host was lost";
    throw new Undetermined(`alerts of a lost host of ${title} were not watched: ${why}`);
  }
}

async function watchedLoss(stack: HostsStack, broker: Broker, { node, host }: Lost): Promise<Watched> {
  const exporters = broker.watched?.exporters.map(({ service }) => service) ?? [];
  const obstacle = whyLeftOut(readComposeFile(), ...exporters);
  if (obstacle) throw new Undetermined(obstacle.text);
  const others = stack.lab.hosts.filter(({ name }) => name !== host.name);
  const probes = await Promise.all(
    others.map(async (each) => {
      await stack.webhook.isReachedBy(await stack.onHost("alertmanager", each), each.name);
      return new PrometheusProbe(await stack.onHost("prometheus", each));
    }),
  );
  const { lanes = [], alone = [], last = [] } = (await broker.drills?.()) ?? {};
  const rules = await probes[0]?.settings();
  const raises = alertsOfLoss([...lanes.flat(), ...alone, ...last], node, rules?.rules ?? []);
  if (raises.length === 0)
    throw new Undetermined(`no drill of ${broker.title} takes a node like ${node} away`);
  const from = new OtherHosts(probes, stack.webhook);
  return { from, loss: new WatchedLoss(from, { fault: `${host.name} with ${node} lost`, raises }) };
}
