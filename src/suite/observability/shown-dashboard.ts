import type { StackUnderTest } from "../../stack/stack-under-test.ts";
import { type Dashboard, dashboardOf, readDashboard } from "../../watchers/dashboard-file.ts";
import { GrafanaProbe } from "../../watchers/grafana.ts";
import type { UnderTest } from "../record/under-test.ts";

/** The dashboard that people look at. */
export interface ShownDashboard {
  dashboard: Dashboard;
  /** Where it was read: "Grafana", or the repository and why. */
  readFrom: string;
}

/**
 * The dashboard as a running Grafana serves it. Where there is none, the delivered one, with the reason.
 * @param grafana or why there is none
 */
export async function shownDashboard(
  grafana: GrafanaProbe | string,
  delivered: Dashboard = readDashboard(),
): Promise<ShownDashboard> {
  const ofRepository = (why: string) => ({ dashboard: delivered, readFrom: `the repository: ${why}` });
  if (typeof grafana === "string") return ofRepository(grafana);
  const { title } = await grafana.dashboard(delivered.uid);
  const model = title === undefined ? undefined : await grafana.model(delivered.uid);
  if (!model) return ofRepository(`Grafana serves no dashboard ${delivered.uid}`);
  return { dashboard: labelled(dashboardOf(model, "Grafana's dashboard"), delivered), readFrom: "Grafana" };
}

/** The same of a stack, whose Grafana is started where its image is there. */
export async function dashboardOn(stack: StackUnderTest, underTest: UnderTest): Promise<ShownDashboard> {
  const lacking = await stack.lacks("grafana");
  if (lacking) return shownDashboard(lacking.text);
  const [grafana] = underTest.add(await stack.start("grafana"));
  return shownDashboard(new GrafanaProbe(grafana));
}

/**
 * A Grafana that drops what its own model has no place for has dropped what each query says of itself: that is then the
 * delivered query's of the same panel and letter.
 */
function labelled(served: Dashboard, delivered: Dashboard): Dashboard {
  const queries = served.panels.flatMap((panel) => panel.queries);
  if (queries.some(({ shows, notCompared }) => shows ?? notCompared)) return served;
  const known = new Map(
    delivered.panels.flatMap((panel) =>
      panel.queries.map(({ location, shows, notCompared }) => [location, { shows, notCompared }] as const),
    ),
  );
  const panels = served.panels.map((panel) => ({
    ...panel,
    queries: panel.queries.map((query) => ({ ...query, ...known.get(query.location) })),
  }));
  return { ...served, panels };
}

/** What a served dashboard has otherwise than the delivered one: each with panel, what it is here and there. */
export function otherThanDelivered(served: Dashboard, delivered: Dashboard): string[] {
  const ofServed = new Map(served.panels.map((panel) => [panel.title, panel]));
  const titles = new Set(delivered.panels.map(({ title }) => title));
  const differences = delivered.panels.flatMap((panel) => {
    const other = ofServed.get(panel.title);
    if (!other) return [`${panel.row} / ${panel.title}: not served`];
    return tellingOf(panel).flatMap(([what, here]) => {
      const there = new Map(tellingOf(other)).get(what);
      return there === here
        ? []
        : [`${panel.row} / ${panel.title}: ${what} ${there || "none"}, delivered ${here || "none"}`];
    });
  });
  const added = served.panels.filter(({ title }) => !titles.has(title));
  return [...differences, ...added.map(({ row, title }) => `${row} / ${title}: served, and not delivered`)];
}

/** What a reader of a panel goes by. */
function tellingOf({ type, queries }: Dashboard["panels"][number]): [what: string, value: string][] {
  const ofQueries = queries.flatMap(({ location, expr, legend = "", unit = "", thresholds }) => {
    const letter = location.split(", ").at(-1) ?? "query";
    const limits = (thresholds?.steps ?? []).flatMap(({ value }) => value ?? []);
    return [
      [letter, expr],
      [`legend of ${letter}`, legend],
      [`unit of ${letter}`, unit],
      [`limits of ${letter}`, limits.join(" and ")],
    ] as [string, string][];
  });
  return [["kind", type], ["queries", String(queries.length)], ...ofQueries];
}
