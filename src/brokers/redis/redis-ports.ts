import type { RunningService } from "../../stack/running-service.ts";

const PORT = 6379;
const SENTINEL_PORT = 26379;

export function isSentinel({ name }: Pick<RunningService, "name">): boolean {
  return name.includes("sentinel");
}

/** The port at which a node or a Sentinel takes logins. */
export function portOf(server: Pick<RunningService, "name">): number {
  return isSentinel(server) ? SENTINEL_PORT : PORT;
}
