import type { Broker } from "../../brokers/broker.ts";
import type { Topology } from "../../brokers/deployment.ts";
import type { MemberSettings } from "../../brokers/member-settings.ts";
import { inTurn } from "../../faults/in-turn.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Profile } from "../../plan/profile.ts";
import { lookedAt } from "../record/busy-host.ts";
import { brokersInScope } from "../record/for-each-broker.ts";
import type { UnderTest } from "../record/under-test.ts";
import type { Unexpected } from "../subjects/unexpected.ts";
import { unexpectedOf } from "../subjects/unexpected-settings.ts";
import { type Cell, type CellPlan, runCell, untried } from "./cell.ts";
import { CELLS } from "./cells.ts";
import { type Cells, cellsOf, nameOf } from "./cells-together.ts";
import { DeploymentGround } from "./deployment-ground.ts";
import { type Placements, placementsOf } from "./placements-together.ts";
import { type FaultyBroker, isFaulty } from "./start-deployment.ts";

const TOPOLOGIES: readonly Topology[] = ["one node", "ha"];

/**
 * The fault matrix: what happens to confirmed frames under each fault, with one node of a broker and in profile ha. The
 * lanes of it go side by side, each on a stack of its own.
 */
export class Reliability implements AsyncDisposable {
  readonly #underTest: UnderTest;
  readonly #profile: Profile;
  readonly #hasDisks: boolean;
  readonly #hasTools: boolean;
  readonly #grounds: DeploymentGround[] = [];
  /** By topology and broker. */
  readonly #settings = new Map<string, Promise<readonly MemberSettings[]>>();
  #lanes: Promise<Cell[]>[] | undefined;

  constructor(parts: { underTest: UnderTest; profile: Profile; hasDisks: boolean; hasTools: boolean }) {
    this.#underTest = parts.underTest;
    this.#profile = parts.profile;
    this.#hasDisks = parts.hasDisks;
    this.#hasTools = parts.hasTools;
  }

  async powerCuts(broker: Broker): Promise<Cells> {
    return cellsOf((await this.#cells(broker)).filter(({ shows }) => shows === "power cut"));
  }

  async failovers(broker: Broker): Promise<Cells> {
    return cellsOf((await this.#cells(broker)).filter(({ shows }) => shows === "failover"));
  }

  async matrix(broker: Broker): Promise<Cells> {
    return cellsOf(await this.#cells(broker));
  }

  /** Where every node keeps the frames that it confirms, with one node and in profile ha. */
  async placements(broker: Broker): Promise<Placements> {
    return placementsOf(await this.#cells(broker));
  }

  /** What the members of profile ha are set to and nobody expects. @throws Undetermined where that was not seen */
  async settings(broker: Broker): Promise<Unexpected> {
    const cells = await this.#cells(broker);
    const [alone, members] = TOPOLOGIES.map((topology) => {
      const seen = this.#settings.get(`${topology} ${broker.id}`);
      if (seen) return seen;
      const reason = cells.find((cell) => cell.topology === topology)?.reason;
      throw new Undetermined(`${broker.title} (${topology}) was not started${reason ? `: ${reason}` : ""}`);
    });
    return unexpectedOf((await members) ?? [], await alone);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#lanes ?? []);
    for (const ground of this.#grounds) await ground[Symbol.asyncDispose]();
  }

  async #cells(broker: Broker): Promise<Cell[]> {
    this.#lanes ??= TOPOLOGIES.flatMap((topology) =>
      brokersInScope()
        .filter(isFaulty)
        .filter(({ nodes }) => topology === "one node" || nodes.length > 1)
        .map((each) => this.#lane(each, topology)),
    );
    const cells = (await Promise.all(this.#lanes)).flat();
    return cells.filter((cell) => cell.broker === broker.id);
  }

  async #lane(broker: FaultyBroker, topology: Topology): Promise<Cell[]> {
    const { copies = [] } = broker.deployment;
    const wanted = CELLS.filter(
      (plan) =>
        plan.topology === topology &&
        this.isWanted(plan) &&
        (!plan.needsCopy || copies.includes(plan.needsCopy)),
    );
    if (wanted.length === 0) return [];
    const hasDisks = this.#hasDisks && wanted.some(({ needsDisks }) => needsDisks);
    const fromMs = performance.now();
    const underTest = this.#underTest;
    const { outcomes } = await inTurn<DeploymentGround, CellPlan, Cell>(wanted, {
      open: async () => {
        const ground = await DeploymentGround.open({ broker, topology, hasDisks, underTest });
        this.#grounds.push(ground);
        await this.#readSettings(ground);
        return ground;
      },
      run: async ({ deployment }, plan) => {
        const { found, busy } = await lookedAt("run", () => runCell(broker, deployment, plan));
        return busy === undefined ? found : { ...found, busy };
      },
      untried: (plan, reason) => untried(broker, plan, reason),
      onOutcome: (cell) => console.log(`${toldOf(cell)} (${secondsSince(fromMs)} s)`),
    });
    return outcomes;
  }

  /** Once all members are there. Where they cannot be read, the faults are made all the same. */
  async #readSettings({ deployment }: DeploymentGround): Promise<void> {
    const key = `${deployment.topology} ${deployment.broker.id}`;
    if (this.#settings.has(key)) return;
    const seen = deployment.settings();
    this.#settings.set(key, seen);
    await Promise.allSettled([seen]);
  }

  /** Whether the fault is made in this run: its profile asks for it, and the host can make it. */
  protected isWanted(plan: CellPlan): boolean {
    const isInProfile = this.#profile === "full" || plan.isQuick === true;
    return isInProfile && (!plan.needsDisks || this.#hasDisks) && (!plan.needsTools || this.#hasTools);
  }
}

function toldOf(cell: Cell): string {
  return `${nameOf(cell)}: ${cell.reason ? `${cell.status}: ${cell.reason}` : cell.status}`;
}

function secondsSince(ms: number): string {
  return ((performance.now() - ms) / 1e3).toFixed(0);
}
