import type { Dashboard } from "./dashboard-file.ts";
import { type Selector, selectorsOf } from "./promql.ts";
import { asOne } from "./renamed.ts";
import type { Rules } from "./rule-files.ts";

/** A selector of the delivered rules and dashboard, with everyone who uses it. */
export interface NamedSeries extends Selector {
  usedBy: string[];
}

/** Every series that rules and dashboard look at, those that they record themselves included. */
export function namedSeries({ alerts, records }: Rules, { panels }: Dashboard): NamedSeries[] {
  const uses = [
    ...alerts.map(({ location, alert, expr }) => ({ usedBy: `${location} ${alert}`, expr })),
    ...records.map(({ location, record, expr }) => ({ usedBy: `${location} ${record}`, expr })),
    ...panels.flatMap(({ queries }) =>
      queries.map(({ location, expr }) => ({ usedBy: `dashboard ${location}`, expr })),
    ),
  ];
  const found = new Map<string, NamedSeries>();
  for (const { usedBy, expr } of uses) {
    for (const selector of asOne(selectorsOf(expr))) {
      const named = found.get(selector.text) ?? { ...selector, usedBy: [] };
      named.usedBy.push(usedBy);
      found.set(selector.text, named);
    }
  }
  return [...found.values()];
}
