import type { Broker } from "../../brokers/broker.ts";
import { inTurn } from "../../faults/in-turn.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { lookedAt } from "../record/busy-host.ts";
import { brokersInScope } from "../record/for-each-broker.ts";
import type { UnderTest } from "../record/under-test.ts";
import { type Cell, runCell, untried } from "../reliability/cell.ts";
import { type Cells, cellsOf } from "../reliability/cells-together.ts";
import { type FaultyBroker, isFaulty } from "../reliability/start-deployment.ts";
import type { Return } from "./host-faults.ts";
import { HOST_FAULTS, type HostFault, type HostFaultId, offeredTo, planOn } from "./host-plans.ts";
import { HostsGround } from "./hosts-ground.ts";
import type { HostsStack } from "./hosts-stack.ts";
import { LossWatches } from "./loss-watches.ts";
import { type SlowLink, slowLinkOf } from "./slow-link.ts";
import { type Spread, spreadBeforeAndAfter, spreadOf } from "./spread.ts";
import type { LossAlerts } from "./watched-loss.ts";

interface Turn {
  broker: FaultyBroker;
  fault: HostFault;
}

/** The brokers on hosts of their own, to which things happen under load: to that of the node that takes the frames. */
export class HostsTrial implements AsyncDisposable {
  readonly #underTest: UnderTest;
  readonly #spreads = new Map<string, Spread>();
  readonly #returns = new Map<string, Return>();
  readonly #watches = new LossWatches();
  readonly #cells = new Map<HostFaultId, Promise<Cell[]>>();
  /** What the last fault left standing. */
  #ground: HostsGround | undefined;

  constructor(underTest: UnderTest) {
    this.#underTest = underTest;
  }

  /** Where the members of a broker were before anything was done to a host, and where once a lost host was back. @throws Undetermined where that was not seen */
  async spread(broker: Broker): Promise<Spread> {
    const [first] = await this.#cellsOf(broker, "loss");
    const spread = this.#spreads.get(broker.id);
    if (spread) return spread;
    throw new Undetermined(`${broker.title} was not seen on hosts: ${first?.reason ?? "no host was made"}`);
  }

  /** What became of the frames when a host was lost, or cut off from the others. */
  async cells(broker: Broker, fault: HostFaultId): Promise<Cells> {
    return cellsOf(await this.#cellsOf(broker, fault));
  }

  /** How a broker stood a slow link of the host of its busiest node. @throws Undetermined where that was not seen */
  async slowLink(broker: Broker): Promise<SlowLink> {
    return slowLinkOf(await this.#cellsOf(broker, "slow"));
  }

  /** How the host that was lost came back. @throws Undetermined where none was lost */
  async returned(broker: Broker): Promise<Return> {
    const [cell] = await this.#cellsOf(broker, "loss");
    const returned = this.#returns.get(broker.id);
    if (returned) return returned;
    throw new Undetermined(`no host came back: ${cell?.reason ?? "none was lost"}`);
  }

  /** What the alerts of the lost host came to. @throws Undetermined where they were not watched */
  async lossAlerts(broker: Broker): Promise<LossAlerts> {
    const [cell] = await this.#cellsOf(broker, "loss");
    return this.#watches.of(broker, cell?.reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#cells.values());
    await this.#ground?.[Symbol.asyncDispose]();
  }

  /** Each fault is made once, on all brokers in scope, when it is first asked for. */
  async #cellsOf({ id }: Broker, fault: HostFaultId): Promise<Cell[]> {
    const running = this.#cells.get(fault) ?? this.#run(fault);
    this.#cells.set(fault, running);
    const cells = await running;
    return turnsOf(fault).flatMap((turn, at) => {
      const cell = cells[at];
      return cell && turn.broker.id === id ? [cell] : [];
    });
  }

  async #run(id: HostFaultId): Promise<Cell[]> {
    const { outcomes, ground } = await inTurn<HostsGround, Turn, Cell>(turnsOf(id), {
      open: () => this.#standingGround(),
      run: async (ground, { broker, fault }) => {
        const deployment = ground.deploymentOf(broker, fault.clients);
        const plan = planOn(ground.stack, offeredTo(broker, fault), {
          onReturn: (found) => this.#returns.set(broker.id, found),
          ...(id === "loss"
            ? { watch: (node, host) => this.#watches.begin(ground.stack, broker, { node, host }) }
            : {}),
        });
        const { found, busy } = await lookedAt("run", () => runCell(broker, deployment, plan));
        if (id === "loss") {
          await this.#watches.end(broker);
          await this.#lookAgain(ground.stack, broker);
        }
        return { ...found, topology: "hosts", ...(busy === undefined ? {} : { busy }) };
      },
      untried: ({ broker, fault }, reason) => ({
        ...untried(broker, fault, reason),
        topology: "hosts",
      }),
      onOutcome: ({ broker, fault, status, reason }) =>
        console.log(`${broker}: ${fault}: ${reason ? `${status}: ${reason}` : status}`),
    });
    this.#ground = ground;
    return outcomes;
  }

  async #standingGround(): Promise<HostsGround> {
    const brokers = brokersInScope().filter(isFaulty);
    const standing = this.#ground?.isStanding ? this.#ground : undefined;
    this.#ground =
      standing ??
      (await HostsGround.open(brokers, {
        underTest: this.#underTest,
        onDeployed: (stack) => this.#look(stack, brokers),
      }));
    return this.#ground;
  }

  async #look(stack: HostsStack, brokers: readonly FaultyBroker[]): Promise<void> {
    for (const broker of brokers) {
      if (this.#spreads.has(broker.id)) continue;
      this.#spreads.set(broker.id, await seenSpread(stack, broker));
    }
  }

  /** Once every member runs again: where one does not, the host's return tells that. */
  async #lookAgain(stack: HostsStack, broker: FaultyBroker): Promise<void> {
    const [before, back] = [this.#spreads.get(broker.id), this.#returns.get(broker.id)];
    if (!before || !back || back.missing !== undefined) return;
    this.#spreads.set(broker.id, spreadBeforeAndAfter(before, await seenSpread(stack, broker)));
  }
}

function turnsOf(id: HostFaultId): Turn[] {
  const fault = HOST_FAULTS[id];
  return brokersInScope()
    .filter(isFaulty)
    .map((broker) => ({ broker, fault }));
}

async function seenSpread(stack: HostsStack, broker: FaultyBroker): Promise<Spread> {
  return spreadOf(await stack.membersByHost([...broker.nodes, ...broker.witnesses]), kindsOf(broker));
}

/** Members that have to be apart: nodes that hold frames, and those that decide who takes over. */
function kindsOf({ nodes, witnesses }: Broker): (readonly string[])[] {
  return witnesses.length > 0 ? [nodes, witnesses] : [nodes];
}
