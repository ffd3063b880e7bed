import type { Matcher } from "./alert-matcher.ts";
import type { AlertmanagerSettings, Route } from "./alertmanager-settings.ts";

/** Values that matchers of a configuration name, by label: alerts that have them may go another way than all others. */
export function namedValues({
  root,
  inhibitions,
}: Pick<AlertmanagerSettings, "root" | "inhibitions">): Map<string, string[]> {
  const matchers = [
    ...routesBelow(root).flatMap((route) => route.matchers),
    ...inhibitions.flatMap(({ sources, targets }) => [...sources, ...targets]),
  ];
  const byLabel = Map.groupBy(matchers, ({ label }) => label);
  return new Map([...byLabel].map(([label, each]) => [label, [...new Set(each.flatMap(valuesOf))]]));
}

function routesBelow(route: Route): Route[] {
  return [route, ...route.routes.flatMap(routesBelow)];
}

/** Of a pattern the alternatives that are plain text. */
function valuesOf({ kind, value }: Matcher): string[] {
  if (kind === "=" || kind === "!=") return value === "" ? [] : [value];
  const alternatives = value.replace(/^\^?\(?(?:\?:)?|\)?\$?$/g, "").split("|");
  return alternatives.map((each) => each.replaceAll("\\.", ".")).filter((each) => /^[\w.:/ -]+$/.test(each));
}
