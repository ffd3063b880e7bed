import type { RunningService } from "../stack/running-service.ts";
import type { Members } from "./broker.ts";
import type { FigureSeries } from "./drill-series.ts";
import type { FrameBroker } from "./frame-broker.ts";

/** A fault that has been made and goes on until it is disposed of. */
export interface LastingFault extends AsyncDisposable {
  /** What has to happen again and again for it to go on. */
  goOn?(): Promise<void>;
  /** What has to happen once an alert fires, for it to be heard of. */
  onceFired?(alertname: string): Promise<void>;
  /** What has to happen once an alert has arrived. */
  onceHeard?(alertname: string): void;
  /** Alerts whose cause ends by itself, so that they may resolve before the fault is disposed of. */
  endsByItself?: readonly string[];
}

/** What a tile of the dashboard's overview has to show while a fault lasts, so that its first row alone tells of it. */
export interface OnOverview {
  /** Title of the panel. */
  readonly tile: string;
  /** The broker, or the node, by the name that the tile gives it. */
  readonly of: string;
  readonly color: "red" | "yellow";
  /** Its text, where that is a word and no number. */
  readonly says?: string;
}

/** A real fault, and the alerts that it has to raise: by name, with other labels that they have to carry. */
export interface Drill<World = DrillGround> {
  fault: string;
  /** The node that is gone while it lasts, where that is one alone and nothing else. */
  loses?: string;
  raises: readonly ({ alertname: string } & Record<string, string>)[];
  /** What the overview has to show of it; nothing is looked for without. */
  shows?: readonly OnOverview[];
  /** @throws whatever keeps the fault from landing */
  inject(world: World): Promise<LastingFault>;
}

/** The drills that are made on a broker, by what they leave to be watched meanwhile. */
export interface BrokerDrills {
  /** Drills one after the other, of which each list leaves the other lists, and other brokers, as they are. */
  readonly lanes: readonly (readonly Drill[])[];
  /** One after the other: nothing else can be watched on this broker beside them. */
  readonly alone: readonly Drill[];
  /** One after the other: nothing else can be watched on any broker, since alerts on their way get lost in them. */
  readonly last: readonly Drill[];
  /** How Prometheus knows its figures, where limits of the plan are held against rules. */
  readonly series?: FigureSeries;
}

/** Sends that many frames and waits for the broker's answer to each, whatever it is. */
export type Publish = (broker: FrameBroker, frames: number) => Promise<void>;

/** A broker with all its members under watch, as its drills need it. */
export interface DrillGround {
  readonly members: Members;
  /** The services that tell its figures in its stead, in the order in which it names them. */
  readonly exporters: readonly RunningService[];
  readonly publish: Publish;
  /** What Prometheus has of the one series now; `undefined` where it has none. */
  figure(promql: string): Promise<number | undefined>;
  /** Waits until an alert with these labels has arrived since a time. @throws DeadlinePassed when it does not */
  hears(labels: Readonly<Record<string, string>>, sinceMs: number): Promise<void>;
  /**
   * A load that is disturbed in its course, and of which another consumer then takes some frames. It ends by itself then.
   * @param disturb what holds frames up for more than a second
   */
  disturbedLoad(disturb: () => Promise<void>): Promise<LastingFault>;
}
