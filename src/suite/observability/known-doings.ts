import type { Broker } from "../../brokers/broker.ts";
import { thrownAway } from "../../brokers/emptying.ts";
import type { BrowsableBroker } from "../../brokers/frame-broker.ts";
import { exactly, type Happening, type KnownBroker, type KnownFigure } from "../../brokers/known.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import type { Delivery } from "../../judges/delivery.ts";
import { traffic } from "../load-bench/traffic.ts";
import { happeningsOf, tell, toldOf } from "./told-figures.ts";
import type { WatchedBroker, WatchedStack } from "./watched-stack.ts";

/**
 * For each broker in turn: how many frames are left in it, refused by it, and held by a consumer, as a share of those of a
 * load, and how many producers stay connected. No two come to the same, nor to the frames of the load.
 */
const DOINGS = [
  { left: 0.55, refused: 0.2, held: 0.1, producers: 2 },
  { left: 0.7, refused: 0.4, held: 0.16, producers: 3 },
  { left: 0.39, refused: 0.6, held: 0.18, producers: 4 },
] as const;
/** Fewer than any broker of the stack takes. */
const MOST_LEFT = 30_000;

/** A load that has ended, by this host's clock. */
export interface LoadEnded {
  fromMs: number;
  toMs: number;
  delivery: Pick<Delivery, "attempted" | "unsent" | "confirmed" | "refused" | "received">;
}

interface Acted {
  broker: Broker;
  frames: BrowsableBroker;
  known: KnownBroker;
  index: number;
}

/**
 * Does to each broker what is known by number, for panels and recording rules to be compared with: frames go in and out, are left, held
 * and refused, and producers tell what became of theirs.
 */
export class KnownDoings implements AsyncDisposable {
  readonly happenings: Happening[] = [];
  /** When it begun, by this host's clock: from then on Prometheus has to look. */
  begunMs = Date.now();
  /** When what is done after the loads began. */
  actedMs = Date.now();
  readonly #stack: WatchedStack;
  readonly #brokers: readonly Acted[];
  readonly #open = new AsyncDisposableStack();
  readonly #producers = new Map<string, number>();

  /** Has each broker show, before anything happens, what would not be there otherwise. */
  static async begin(stack: WatchedStack): Promise<KnownDoings> {
    const begun = stack.brokers.map(async (watched, index) => {
      const known = await knownOf(stack, watched);
      return known ? [{ ...known, index }] : [];
    });
    return new KnownDoings(stack, (await Promise.all(begun)).flat());
  }

  private constructor(stack: WatchedStack, brokers: readonly Acted[]) {
    this.#stack = stack;
    this.#brokers = brokers;
    // Once consumers have given back what they hold.
    this.#open.defer(async () => {
      await Promise.all(brokers.map(({ frames }) => thrownAway(frames)));
    });
    for (const { known } of brokers) this.#open.use(known);
  }

  /** Takes down what a load did. */
  loaded({ broker }: WatchedBroker, { fromMs, toMs, delivery }: LoadEnded): void {
    const { attempted, unsent, confirmed, refused, received } = delivery;
    const counts = {
      ...{ "frames-in": confirmed, "frames-out": received, "frames-refused": refused },
      ...{ "told-sent": attempted - unsent, "told-confirmed": confirmed },
      ...{ "told-received": received, "told-refused": refused },
    };
    for (const [what, count] of Object.entries(counts)) this.#add(what, broker, { count, fromMs, toMs });
  }

  /** Does what there is to do to every broker. @param base frames of a load on each, by id @param aheadMs of Prometheus' clock */
  async act(base: ReadonlyMap<string, number>, aheadMs: number): Promise<void> {
    this.actedMs = Date.now();
    const acts = this.#brokers.map(async (acted) => {
      const frames = base.get(acted.broker.id) ?? 0;
      await this.#sendTo(acted, frames);
      await this.#tellOf(acted, frames, aheadMs);
    });
    await Promise.all(acts);
  }

  /** Waits until the brokers say of themselves what is true. */
  async settled(): Promise<void> {
    await Promise.all(this.#brokers.map(({ known }) => known.settled()));
  }

  /** What brokers and Prometheus' own lists say at this moment. */
  async figures(): Promise<KnownFigure[]> {
    const ofBrokers = await Promise.all(this.#brokers.map(({ known }) => known.figures()));
    const producers = [...this.#producers].map(([broker, count]) => exactly("producers", { broker }, count));
    return [...ofBrokers.flat(), ...producers, ...(await ofPrometheus(this.#stack))];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open.disposeAsync();
  }

  async #sendTo({ broker, frames, known, index }: Acted, load: number): Promise<void> {
    const doings = DOINGS[index % DOINGS.length] ?? DOINGS[0];
    const { service } = this.#stack.brokers.find((each) => each.broker.id === broker.id) as WatchedBroker;
    {
      await using _full = await broker.full(service, broker.destination);
      await this.#publish(broker, frames, load * doings.refused);
    }
    const left = Math.min(load * doings.left, MOST_LEFT);
    await this.#publish(broker, frames, left);
    for (let count = 0; count < doings.producers; count += 1) {
      const producer = this.#open.use(await frames.openPublisher());
      const fromMs = Date.now();
      await producer.publish(Buffer.from("frame"));
      this.#add("frames-in", broker, { count: 1, fromMs });
    }
    this.#producers.set(broker.id, doings.producers);
    this.happenings.push(...(await known.act({ held: Math.round(load * doings.held) })));
  }

  async #publish(broker: Broker, frames: BrowsableBroker, count: number): Promise<void> {
    const fromMs = Date.now();
    const { confirmed, refused } = (await traffic.publish(frames, { frames: Math.round(count) })).counts;
    this.#add("frames-in", broker, { count: confirmed, fromMs });
    this.#add("frames-refused", broker, { count: refused, fromMs });
  }

  /** What nothing tells of a broker nobody can show. */
  #add(
    what: string,
    { id, watched }: Broker,
    { count, fromMs, toMs = Date.now() }: { count: number; fromMs: number; toMs?: number },
  ): void {
    if (watched?.untold?.includes(what)) return;
    this.happenings.push({ what, of: { broker: id }, count, fromMs, toMs });
  }

  async #tellOf({ broker, index }: Acted, frames: number, aheadMs: number): Promise<void> {
    const told = toldOf(index, frames);
    const beside = this.happenings
      .filter(({ what, of }) => what === "told-received" && of.broker === broker.id)
      .reduce((sum, { count }) => sum + count, 0);
    const telling = await tell(await this.#stack.prometheus.remoteWriteUrl(), broker.id, told, aheadMs);
    this.#open.defer(() => telling[Symbol.dispose]());
    this.happenings.push(...happeningsOf(broker.id, told, telling.atMs, beside));
  }
}

async function knownOf(
  stack: WatchedStack,
  { broker, service }: WatchedBroker,
): Promise<Omit<Acted, "index"> | undefined> {
  const members = stack.members.get(broker.id)?.members;
  if (!broker.watched?.known || !members) return undefined;
  const frames = broker.at(await targetOfRunning(broker, service));
  // A group is there from its first consumer on, and so are its figures.
  await using _consumer = await frames.openConsumer(() => undefined);
  return { broker, frames, known: await broker.watched.known({ service, members }) };
}

/** Its alerts and targets, as its own lists have them. */
async function ofPrometheus({ prometheus }: WatchedStack): Promise<KnownFigure[]> {
  const [alerts, targets] = await Promise.all([prometheus.alerts(), prometheus.targets()]);
  const firing = alerts.filter(({ state }) => state === "firing");
  const severe = (severity: string) => firing.filter(({ labels }) => labels.severity === severity).length;
  const ofEach = Map.groupBy(alerts, ({ labels: { alertname, broker = "", instance = "" } }) =>
    JSON.stringify({ alertname, broker, instance }),
  );
  return [
    exactly("alerts-critical", {}, severe("critical")),
    exactly("alerts-warning", {}, severe("warning")),
    ...[...ofEach].map(([of, all]) =>
      exactly("alert-state", JSON.parse(of), all.some(({ state }) => state === "firing") ? 2 : 1),
    ),
    ...targets.map(({ job, instance, health }) =>
      exactly("target-up", { job, instance }, health === "up" ? 1 : 0),
    ),
  ];
}
