import type { RunningService } from "../stack/running-service.ts";
import type { Publish } from "./drill.ts";
import type { KnownBroker, KnownGround } from "./known.ts";

/** A service that tells the figures of a broker in its stead. */
export interface Exporter {
  /** Its name in the compose file. */
  readonly service: string;
  readonly port: number;
  /** Its metric that is 1 while the broker lets it in; absent of one that needs no login. */
  readonly up?: string;
}

/** A target of Prometheus that tells of one service. */
export interface WatchedTarget {
  readonly job: string;
  readonly instance: string;
  /** Whose figures it tells, by its name in the compose file. */
  readonly service: string;
}

/** By what a node is known wherever its figures are told: the series that names it, and how. */
export interface Identity {
  readonly metric: string;
  readonly label: string;
  readonly value: string;
}

/** How Prometheus watches a broker, and what it can be made to see there. */
export interface Watched {
  readonly exporters: readonly Exporter[];
  /** Jobs of Prometheus whose targets come with profile ha alone. */
  readonly haJobs: readonly string[];
  /** Every target that tells of a member, of profile ha too. */
  readonly targets?: readonly WatchedTarget[];
  /** By what its nodes are known. */
  identityOf?(node: RunningService): Promise<Identity>;
  /** Whose figures those are that begin with one of these words: the exporter's, or its own. */
  readonly figures: { readonly prefixes: readonly string[]; readonly of: string };
  /** Has happen there what healthy operation seldom shows, and some figures need. @returns what takes it back */
  rareEvents(service: RunningService, publish: Publish): Promise<AsyncDisposable>;
  /** Quantities of every broker that nothing tells of this one, as `watchers/quantities.ts` names them. */
  readonly untold?: readonly string[];
  /** Where panels and recording rules are compared with what was done to it; without it they are not. */
  known?(ground: KnownGround): Promise<KnownBroker>;
}
