import type { Obstacle } from "../kernel/obstacle.ts";
import type { Service } from "./compose-file.ts";
import type { RunningService } from "./running-service.ts";

/** Where a run has the services from that it looks at. */
export interface StackUnderTest extends AsyncDisposable {
  /** Why one of these services is missing there, if one is. */
  lacks(...names: string[]): Promise<Obstacle | undefined>;
  /**
   * The services, in the order asked for: of a stack of its own those that do not run yet are started.
   * @throws Problem when one is not available
   */
  start(...names: [string, ...string[]]): Promise<[RunningService, ...RunningService[]]>;
  /**
   * A service that a stack of its own starts otherwise than the compose file says; a deployed one stays as it is.
   * @param change makes the definition from the shipped one
   * @throws Problem when it is not available
   */
  startChanged(name: string, change: (shipped: Service) => Service): Promise<RunningService>;
}
