import type { Broker } from "../../brokers/broker.ts";
import type { Topology } from "../../brokers/deployment.ts";
import { inTurn } from "../../faults/in-turn.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Scalar } from "../../plan/expectation.ts";
import type { Profile } from "../../plan/profile.ts";
import { lineChart } from "../../report/line-chart.ts";
import { brokersInScope } from "../record/for-each-broker.ts";
import type { UnderTest } from "../record/under-test.ts";
import { type Cell, type CellPlan, runCell, untried } from "./cell.ts";
import { CELLS } from "./cells.ts";
import { DeploymentGround } from "./deployment-ground.ts";
import { type FaultyBroker, isFaulty } from "./start-deployment.ts";

const TOPOLOGIES: readonly Topology[] = ["one node", "ha"];

/** The columns of the matrix' table. */
export const CELL_COLUMNS = [
  "fault",
  "nodes",
  "verdict",
  "frames due",
  "confirmed",
  "at stake",
  "lost",
  "corrupted",
  "unexpected",
  "duplicated",
  "recovery",
  "longest latency",
  "what was seen of it",
];

/** Cells of the matrix, and what they come to together. */
export interface Cells {
  rows: Scalar[][];
  /** A chart for each, by title. */
  charts: Map<string, string>;
  /** Confirmed frames that did not come out. @throws Undetermined that names the cells of which it cannot be said */
  readonly lost: number;
  /** The longest time without a confirmed frame, in seconds. */
  readonly slowestRecovery: number;
  /** Cells in which a frame was lost, corrupted or invented. @throws Undetermined for cells that could not be judged */
  readonly broken: number;
  frames: number;
  /** Everything that was measured, one cell a line, as JSON. */
  raw: string;
}

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
    const wanted = CELLS.filter((plan) => plan.topology === topology && this.isWanted(plan));
    if (wanted.length === 0) return [];
    const hasDisks = this.#hasDisks && wanted.some(({ needsDisks }) => needsDisks);
    const fromMs = performance.now();
    const underTest = this.#underTest;
    const { outcomes } = await inTurn<DeploymentGround, CellPlan, Cell>(wanted, {
      open: async () => {
        const ground = await DeploymentGround.open({ broker, topology, hasDisks, underTest });
        this.#grounds.push(ground);
        return ground;
      },
      run: ({ deployment }, plan) => runCell(broker, deployment, plan),
      untried: (plan, reason) => untried(broker, plan, reason),
      onOutcome: (cell) => console.log(`${toldOf(cell)} (${secondsSince(fromMs)} s)`),
    });
    return outcomes;
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

function cellsOf(cells: readonly Cell[]): Cells {
  const verdicts = cells.flatMap(({ verdict }) => verdict ?? []);
  const requireJudged = () => {
    const open = cells.filter(({ status }) => status === "undetermined");
    if (open.length === 0 && cells.length > 0) return;
    const byReason = Map.groupBy(open, ({ reason }) => reason);
    const told = [...byReason].map(([reason, ofIt]) => `${ofIt.map(nameOf).join("; ")}: ${reason}`);
    throw new Undetermined(told.join("; ") || "no fault was made");
  };
  return {
    rows: cells.map(rowOf),
    charts: new Map(
      cells.filter(({ timeline }) => timeline.length > 0).map((cell) => [nameOf(cell), chartOf(cell)]),
    ),
    get lost() {
      const lost = verdicts.reduce(
        (sum, verdict) => sum + (verdict.status === "undetermined" ? 0 : verdict.lost),
        0,
      );
      if (lost === 0) requireJudged();
      return lost;
    },
    get slowestRecovery() {
      requireJudged();
      return Math.max(...verdicts.map(({ recoverySeconds }) => recoverySeconds));
    },
    get broken() {
      const broken = cells.filter(({ status }) => status === "broken").length;
      if (broken === 0) requireJudged();
      return broken;
    },
    raw: cells.map((cell) => `${JSON.stringify(cell)}\n`).join(""),
    frames: cells.reduce((sum, { delivery }) => sum + (delivery?.attempted ?? 0), 0),
  };
}

function nameOf({ broker, topology, fault }: Cell): string {
  return `${broker}, ${topology}: ${fault}`;
}

function rowOf({
  fault,
  topology,
  status,
  reason,
  verdict,
  delivery,
  proof,
  atStake = 0,
  maxLatencyMs,
}: Cell): Scalar[] {
  if (!verdict || !delivery) {
    return [
      fault,
      topology,
      `undetermined: ${reason}`,
      ...Array.from({ length: CELL_COLUMNS.length - 3 }, () => ""),
    ];
  }
  const { lost, corrupted, unexpected, duplicated, recoverySeconds } = verdict;
  return [
    fault,
    topology,
    reason ? `${status}: ${reason}` : status,
    delivery.attempted,
    delivery.confirmed,
    atStake,
    lost,
    corrupted,
    unexpected,
    duplicated,
    recoverySeconds > 0.1 ? `${recoverySeconds.toFixed(1)} s` : "below 0.1 s",
    maxLatencyMs === undefined ? "none" : `${Math.round(maxLatencyMs)} ms`,
    proof,
  ];
}

function chartOf(cell: Cell): string {
  const line = (name: "sent" | "confirmed" | "received") => ({
    name,
    points: cell.timeline.map((each) => [each.second * 1e3, each[name]] as const),
  });
  return lineChart({
    title: nameOf(cell),
    unit: "frames/s",
    startMs: 0,
    lines: [line("sent"), line("confirmed"), line("received")],
  });
}
