import type { QuantityName } from "../../src/watchers/quantities.ts";
import type { Description } from "./described.ts";
import type { Limits } from "./limits.ts";
import type { Panel } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { UNIT } from "./units.ts";

interface MemoryShare extends Pick<Description, "title" | "description" | "width"> {
  broker: string;
  shows: QuantityName;
  /** Alerts beside those of every broker. */
  ownAlerts?: readonly string[];
}

/** Of each node of a broker the share of its limit, with the plan's early warning and its trigger of a rollback. */
export function memoryShare(
  { broker, shows, ownAlerts = [], ...said }: MemoryShare,
  { memoryHigh, memoryCritical }: Limits,
): Panel {
  return timeseries({
    ...said,
    unit: UNIT.ratio,
    queries: [{ expr: `broker:memory:ratio{broker="${broker}"}`, legend: "{{instance}}", shows }],
    bounds: { worse: "above", yellow: memoryHigh, red: memoryCritical },
    most: 1,
    alerts: ["MemoryHigh", "MemoryCritical", ...ownAlerts],
  });
}
