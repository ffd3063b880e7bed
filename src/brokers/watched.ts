import type { RunningService } from "../stack/running-service.ts";
import type { Publish } from "./drill.ts";

/** A service that tells the figures of a broker in its stead. */
export interface Exporter {
  /** Its name in the compose file. */
  readonly service: string;
  readonly port: number;
  /** Its metric that is 1 while it reaches the broker. */
  readonly up: string;
}

/** How Prometheus watches a broker, and what it can be made to see there. */
export interface Watched {
  readonly exporters: readonly Exporter[];
  /** Jobs of Prometheus whose targets come with profile ha. */
  readonly haJobs: readonly string[];
  /** Whose figures those are that begin with that word: the exporter's, or its own. */
  readonly figures: { readonly prefix: string; readonly of: string };
  /** Has happen there what healthy operation seldom shows, and some figures need. @returns what takes it back */
  rareEvents(service: RunningService, publish: Publish): Promise<AsyncDisposable>;
}
