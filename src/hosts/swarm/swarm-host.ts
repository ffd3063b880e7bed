import type { Engine } from "../../stack/engine.ts";
import type { HostPort } from "../../stack/running-service.ts";

/** A host of a Swarm, as far as what runs on it is looked at and clients get there. */
export interface SwarmHost {
  readonly name: string;
  engine(): Promise<Engine>;
  /** Where a client outside finds a port that the host publishes. */
  published(port: number): Promise<HostPort>;
  /** Where a port of a container is found that is not published. @param container its id now, asked for at each connection */
  inside(container: () => Promise<string>, port: number): Promise<HostPort>;
}
