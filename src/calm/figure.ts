import type { GroupsUse } from "./container-groups.ts";
import type { HostCounters } from "./host-counters.ts";
import type { OwnersUse } from "./process-use.ts";

/** A figure that only grows: of the host, of the processes of an owner, of the stack's control groups. */
export type Figure = keyof HostCounters | keyof OwnersUse | `groups.${keyof GroupsUse}`;
