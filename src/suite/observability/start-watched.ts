import type { Broker } from "../../brokers/broker.ts";
import { startMembers } from "../../brokers/members.ts";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { Stack } from "../../stack/stack.ts";
import type { StackUnderTest } from "../../stack/stack-under-test.ts";
import { PrometheusProbe } from "../../watchers/prometheus.ts";
import type { HurriedConfig } from "../alerting/hurried-config.ts";
import { exportersOf, watchable } from "../record/started-brokers.ts";
import type { UnderTest } from "../record/under-test.ts";
import type { HaParts, WatchedBroker, WatchedParts } from "./watched-stack.ts";

/**
 * Starts one node of each broker with everything that watches them, under a configuration whose times can be shortened. Of a
 * broker that others can't join later all nodes are started.
 * @param webhooks the variables of `.env` that name receivers of alerts; none hears of any without it
 */
export async function startWatched(
  stack: StackUnderTest,
  underTest: UnderTest,
  config: HurriedConfig,
  webhooks?: Readonly<Record<string, string>>,
): Promise<WatchedParts> {
  const { brokers: started, unseen } = await watchable(stack);
  const [brokers, prometheusService, alertmanager] = await Promise.all([
    Promise.all(
      started.map(async (broker): Promise<WatchedBroker> => {
        const [service, ...others] = await startNodes(stack, broker);
        underTest.add([service, ...others]);
        // An exporter looks once which nodes there are.
        underTest.add(await startEach(stack, exportersOf(broker)));
        return { broker, service };
      }),
    ),
    stack.startChanged("prometheus", (shipped) => config.prometheusFrom(shipped)),
    stack.startChanged("alertmanager", (shipped) => ({
      ...config.mountedBy(shipped),
      environment: webhooks ? toldOf(webhooks) : unheard(shipped.environment),
    })),
  ]);
  underTest.add([prometheusService, alertmanager]);
  for (const { broker, service } of brokers) {
    underTest.versions[broker.id] = (await broker.ready(service, broker.destination)).version;
  }
  const prometheus = new PrometheusProbe(prometheusService);
  underTest.versions.prometheus = await prometheus.version();
  return { brokers, prometheus, config, unseen };
}

/** Alertmanager's environment as Compose makes it of these variables: one that the compose file misspells names nobody. */
function toldOf(webhooks: Readonly<Record<string, string>>): Record<string, string> {
  const compose = readComposeFile({ env: { ...process.env, ...webhooks } });
  return serviceOf(compose, "alertmanager").environment;
}

/** A receiver of the user's own is told nothing of what is tried here. */
function unheard(shipped: Readonly<Record<string, string>>): Record<string, string> {
  const isWebhook = (name: string) => name.includes("WEBHOOK");
  return Object.fromEntries(
    Object.entries(shipped).map(([name, value]) => [name, isWebhook(name) ? "" : value]),
  );
}

/** Starts the members that profile ha adds to those. */
export async function startHa(stack: Stack, underTest: UnderTest): Promise<HaParts> {
  const { brokers } = await watchable(stack);
  const watched = brokers.filter((broker) => broker.watched);
  const started = watched.map(async (broker) => {
    const members = await startMembers(stack, broker);
    const exporters = await startEach(stack, exportersOf(broker));
    underTest.add([...members.nodes, ...members.witnesses]);
    for (const node of members.nodes) await broker.ready(node, broker.destination);
    return [broker.id, { members, exporters }] as const;
  });
  return new Map(await Promise.all(started));
}

async function startNodes(
  stack: StackUnderTest,
  broker: Broker,
): Promise<readonly [RunningService, ...RunningService[]]> {
  const isJoinedLater = broker.amongOthers === undefined || !(stack instanceof Stack);
  return isJoinedLater ? stack.start(broker.nodes[0]) : (await startMembers(stack, broker)).nodes;
}

async function startEach(stack: StackUnderTest, names: readonly string[]): Promise<RunningService[]> {
  return (await Promise.all(names.map((name) => stack.start(name)))).flat();
}
