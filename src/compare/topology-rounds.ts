import type { Deployment, Topology } from "../brokers/deployment.ts";
import type { Ground } from "../faults/in-turn.ts";
import { DeploymentGround } from "../suite/reliability/deployment-ground.ts";
import type { FaultyBroker } from "../suite/reliability/start-deployment.ts";
import { type Tried, tried } from "./figure.ts";
import { lostTurn, measureTurn, type TurnResult } from "./turn.ts";
import { turnsOf } from "./turns.ts";
import { untold } from "./untold.ts";

/** What a broker came to in its rounds. */
export interface RoundsOfBroker {
  readonly version: Tried<string>;
  readonly settings: Tried<Readonly<Record<string, string>>>;
  readonly rounds: TurnResult[];
}

/** A broker that was started. */
export interface StartedBroker extends Ground {
  readonly deployment: Deployment;
}

/** How brokers are started and measured. */
interface Means {
  open(broker: FaultyBroker, topology: Topology): Promise<StartedBroker>;
  measure(deployment: Deployment): Promise<TurnResult>;
}

const ON_THIS_HOST: Means = {
  async open(broker, topology) {
    if (topology === "ha" && broker.nodes.length === 1) throw new Error("it runs alone only");
    return DeploymentGround.open({ broker, topology, hasDisks: false, underTest: untold() });
  },
  measure: measureTurn,
};

/**
 * Starts all brokers under a topology and measures them in alternating rounds, one at a time: the others hold no frame meanwhile. A
 * broker that is not as it was before its turn is started anew, once. One that does not start has the reason in place of figures.
 *
 * @param onStep told what begins @returns by the broker's id
 */
export async function measureRounds(
  brokers: readonly FaultyBroker[],
  { topology, rounds }: { topology: Topology; rounds: number },
  onStep: (name: string) => void,
  { open, measure } = ON_THIS_HOST,
): Promise<ReadonlyMap<string, RoundsOfBroker>> {
  const results = new Map<string, RoundsOfBroker>();
  await using grounds = new AsyncDisposableStack();
  const players: Player[] = [];
  for (const broker of brokers) {
    onStep(`${broker.title}, ${topology}: starts`);
    const player = grounds.use(new Player(broker, () => open(broker, topology), measure));
    players.push(player);
    results.set(broker.id, { ...(await toldBy(await player.start())), rounds: [] });
  }
  for (const { round, of } of turnsOf(players, rounds)) {
    onStep(`${of.broker.title}, ${topology}: round ${round} of ${rounds}`);
    results.get(of.broker.id)?.rounds.push(await of.turn());
  }
  return results;
}

/** A broker that takes its turns, on a ground that is replaced where an earlier turn has spoilt it. */
class Player implements AsyncDisposable {
  readonly broker: FaultyBroker;
  readonly #open: () => Promise<StartedBroker>;
  readonly #measure: Means["measure"];
  #ground: Tried<StartedBroker> = { undetermined: "it was not started" };
  /** Why starting it anew once more would not help, if it would not. */
  #hopeless: string | undefined;

  constructor(broker: FaultyBroker, open: () => Promise<StartedBroker>, measure: Means["measure"]) {
    this.broker = broker;
    this.#open = open;
    this.#measure = measure;
  }

  async start(): Promise<Tried<StartedBroker>> {
    this.#ground = await tried(this.#open);
    return this.#ground;
  }

  async turn(): Promise<TurnResult> {
    if (this.#hopeless !== undefined) return lostTurn(this.#hopeless);
    const notClean = await this.#notClean();
    if (notClean === undefined) return this.#measured();
    await this[Symbol.asyncDispose]();
    await this.start();
    this.#hopeless = await this.#notClean();
    const turn = this.#hopeless === undefined ? await this.#measured() : lostTurn(this.#hopeless);
    return { ...turn, startedAnew: notClean };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ground = this.#ground;
    // What can't be removed is swept at the next start; it takes nothing from what was measured.
    if ("value" in ground) await tried(async () => ground.value[Symbol.asyncDispose]());
  }

  /** Why it is not as it was before any load, if it is not. */
  async #notClean(): Promise<string | undefined> {
    const ground = this.#ground;
    if (!("value" in ground)) return ground.undetermined;
    const cleaned = await tried(() => ground.value.clean());
    return "value" in cleaned ? undefined : cleaned.undetermined;
  }

  async #measured(): Promise<TurnResult> {
    const ground = this.#ground;
    if (!("value" in ground)) return lostTurn(ground.undetermined);
    const turn = await tried(() => this.#measure(ground.value.deployment));
    return "value" in turn ? turn.value : lostTurn(turn.undetermined);
  }
}

async function toldBy(ground: Tried<StartedBroker>): Promise<Omit<RoundsOfBroker, "rounds">> {
  if (!("value" in ground)) return { version: ground, settings: ground };
  const { deployment } = ground.value;
  return {
    version: await tried(() => deployment.version()),
    settings: await tried(() => settingsOf(deployment)),
  };
}

async function settingsOf(deployment: Deployment): Promise<Readonly<Record<string, string>>> {
  await deployment.whole();
  return deployment.broker.speedSettings((await deployment.front()).service);
}
