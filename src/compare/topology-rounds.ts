import type { Deployment, Topology } from "../brokers/deployment.ts";
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

interface Started {
  readonly broker: FaultyBroker;
  readonly ground: Tried<DeploymentGround>;
}

/**
 * Starts all brokers under a topology and measures them in alternating rounds, one at a time: the others hold no frame meanwhile. A
 * broker that does not start, or is not empty before its turn, has the reason in place of figures.
 *
 * @param onStep told what begins @returns by the broker's id
 */
export async function measureRounds(
  brokers: readonly FaultyBroker[],
  { topology, rounds }: { topology: Topology; rounds: number },
  onStep: (name: string) => void,
): Promise<ReadonlyMap<string, RoundsOfBroker>> {
  const results = new Map<string, RoundsOfBroker>();
  await using grounds = new AsyncDisposableStack();
  const started: Started[] = [];
  for (const broker of brokers) {
    onStep(`${broker.title}, ${topology}: starts`);
    const ground = await tried(() => opened(broker, topology));
    if ("value" in ground) grounds.use(ground.value);
    started.push({ broker, ground });
    results.set(broker.id, { ...(await toldBy(ground)), rounds: [] });
  }
  for (const { round, of } of turnsOf(started, rounds)) {
    onStep(`${of.broker.title}, ${topology}: round ${round} of ${rounds}`);
    results.get(of.broker.id)?.rounds.push(await turnOn(of.ground));
  }
  return results;
}

function opened(broker: FaultyBroker, topology: Topology): Promise<DeploymentGround> {
  if (topology === "ha" && broker.nodes.length === 1) throw new Error("it runs alone only");
  return DeploymentGround.open({ broker, topology, hasDisks: false, underTest: untold() });
}

async function toldBy(ground: Tried<DeploymentGround>): Promise<Omit<RoundsOfBroker, "rounds">> {
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

async function turnOn(ground: Tried<DeploymentGround>): Promise<TurnResult> {
  if (!("value" in ground)) return lostTurn(ground.undetermined);
  const turn = await tried(async () => {
    await ground.value.clean();
    return measureTurn(ground.value.deployment);
  });
  return "value" in turn ? turn.value : lostTurn(turn.undetermined);
}
