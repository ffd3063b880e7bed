import type { LastingFault } from "../../brokers/drill.ts";
import { both, lasting } from "../../brokers/drill-faults.ts";
import { thrownAway } from "../../brokers/emptying.ts";
import type { FrameBroker } from "../../brokers/frame-broker.ts";
import { NatsAdmin } from "../../brokers/nats/nats-admin.ts";
import { filledTo } from "../../brokers/nats/nats-limits.ts";
import { limitAt } from "../../brokers/rabbitmq/rabbitmq-limits.ts";
import { RedisAdmin } from "../../brokers/redis/redis-admin.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import { drain } from "../../traffic/drain.ts";
import { LoadMetrics } from "../../traffic/load-metrics.ts";
import { Sending } from "../../traffic/sending.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";
import { publish } from "../load-bench/traffic.ts";
import type { WatchedBroker } from "../observability/watched-stack.ts";
import type { RehearsedWatch } from "./rehearsed-watch.ts";

/** Brokers that run well, and what watches them. */
interface Ground {
  brokers: readonly WatchedBroker[];
  prometheus: PrometheusProbe;
}

type Raise = (broker: WatchedBroker, prometheus: PrometheusProbe) => Promise<LastingFault>;

const FILLER = "drill:filler";
const FILLER_BYTES = 32 * 2 ** 20;
/** Above the trigger's 90 %, and below the limit, where a broker would refuse frames as well. */
const SHARE = 0.95;
const GO_ON_EVERY_MS = 1_000;
const SENT = 150;
const STOLEN = 50;
/** An alert of lost frames is on for some seconds, with the times of the trial stack. */
const LOST_EVERY_MS = 10_000;

/** Memory, or the room on disk, is nearly full, and nothing else is wrong. */
const MEMORY: Readonly<Record<string, Raise>> = {
  redis: ({ service }) =>
    lasting(async (undo) => {
      const redis = new RedisAdmin(service);
      undo.defer(async () => {
        await redis.command("DEL", FILLER);
      });
      // So much that the connections that come and go do not count.
      await redis.command("SETRANGE", FILLER, FILLER_BYTES, "x");
      undo.use(
        await redis.override("maxmemory", Math.round(Number((await redis.info()).used_memory) / SHARE)),
      );
    }),
  rabbitmq: ({ service }, prometheus) =>
    limitAt(
      {
        members: { nodes: [service], witnesses: [] },
        figure: async (promql) => (await prometheus.query(promql))[0]?.value,
      },
      "memory",
      SHARE,
    ),
  nats: ({ service }) =>
    lasting(async (undo) => {
      undo.use(await filledTo(new NatsAdmin(service), "max_bytes", SHARE, publish));
    }),
};

/** A producer stays connected and sends too few frames, all of which the broker takes. */
const fewFrames: Raise = async ({ broker, service }) => {
  const frames = broker.at(await targetOfRunning(broker, service));
  const publisher = await frames.openPublisher();
  return lasting(
    async (undo) => {
      undo.defer(() => thrownAway(frames));
      undo.use(publisher);
    },
    {
      async goOn() {
        await publisher.publish(Buffer.alloc(1_024));
      },
    },
  );
};

/** All frames are taken, some of them by another consumer, and Prometheus is told; again and again. */
const lostFrames: Raise = async (lossy, prometheus) => {
  let toldAtMs = 0;
  const again = async () => {
    if (performance.now() - toldAtMs < LOST_EVERY_MS) return;
    await lose(lossy, prometheus);
    toldAtMs = performance.now();
  };
  await again();
  return lasting(async () => undefined, { goOn: again });
};

async function lose({ broker, service }: WatchedBroker, prometheus: PrometheusProbe): Promise<void> {
  const told = new LoadMetrics({
    url: await prometheus.remoteWriteUrl(),
    broker: broker.id,
    onFailure: (reason) => {
      throw new Undetermined(`Prometheus did not take the figures of lost frames: ${reason}`);
    },
  });
  const frames = broker.at(await targetOfRunning(broker, service));
  await using sending = await Sending.start(frames, { frameBytes: 1_024, inFlight: 10, frames: SENT });
  const history = await sending.ended();
  await someTaken(frames);
  const delivery = await drain(frames, history);
  if (delivery.lost === 0)
    throw new Undetermined(`${broker.title} lost no frame: there is nothing to detect`);
  // An increase is from zero, and it is seen only while both are recent.
  await told.begin();
  await told.end(delivery);
}

async function someTaken(frames: FrameBroker): Promise<void> {
  let taken = 0;
  await using _thief = await frames.openConsumer(() => {
    taken += 1;
  });
  await until(`another consumer takes ${STOLEN} frames`, { deadlineMs: 30_000, everyMs: 20 }, () =>
    taken >= STOLEN ? done(undefined) : notYet(`it took ${taken}`),
  );
}

/** How each trigger of the plan is raised by itself, in this order. */
function raisesOf(alert: string, broker: string): Raise | undefined {
  const raises: Readonly<Record<string, Raise | undefined>> = {
    ...{ MemoryCritical: MEMORY[broker], ThroughputLow: fewFrames, FramesLost: lostFrames },
  };
  return raises[alert];
}

const ORDER = ["MemoryCritical", "ThroughputLow", "FramesLost"];

/** What came of the triggers that were raised, each by itself: "MemoryCritical of redis". */
export interface Raised {
  detected: string[];
  missed: string[];
}

/**
 * Raises each trigger by itself, one after the other and on every broker, and looks whether the watcher of the rollback
 * would begin one for it.
 * @param names of the triggers; one that nobody can raise is missed
 */
export async function raisedInTurn(
  names: readonly string[],
  ground: Ground,
  watch: RehearsedWatch,
  withinMs: number,
): Promise<Raised> {
  const detected: string[] = [];
  const missed = names.filter((name) => !ORDER.includes(name));
  for (const name of ORDER.filter((each) => names.includes(each))) {
    const raising = ground.brokers.filter(({ broker }) => raisesOf(name, broker.id));
    const triggers = raising.map(({ broker }) => `${name} of ${broker.id}`);
    watch.lookAnew();
    await using fault = await everywhere(
      raising.map((each) => async () => {
        const raise = raisesOf(name, each.broker.id);
        if (!raise) throw new Error(`nobody raises ${name} of ${each.broker.id}`);
        return raise(each, ground.prometheus);
      }),
    );
    const never = await goingOn(fault, () => watch.missed(triggers, withinMs));
    missed.push(...never);
    detected.push(...triggers.filter((trigger) => !never.includes(trigger)));
  }
  return { detected, missed };
}

/** Makes faults on all brokers at once; those that are made are undone when another one can't be. */
async function everywhere(faults: readonly (() => Promise<LastingFault>)[]): Promise<LastingFault> {
  const made = await Promise.allSettled(faults.map((make) => make()));
  const standing = made.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const all = standing.reduce(both, await lasting(async () => undefined));
  const failed = made.find((each) => each.status === "rejected");
  if (!failed) return all;
  await all[Symbol.asyncDispose]();
  throw failed.reason;
}

/** Does what keeps a fault up while something is waited for. */
async function goingOn<T>(fault: LastingFault, wait: () => Promise<T>): Promise<T> {
  let underWay: Promise<void> | undefined;
  const timer = setInterval(() => {
    underWay ??= fault
      .goOn?.()
      .catch(() => undefined)
      .finally(() => {
        underWay = undefined;
      });
  }, GO_ON_EVERY_MS);
  try {
    return await wait();
  } finally {
    clearInterval(timer);
    await underWay;
  }
}
