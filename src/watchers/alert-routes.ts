import { type Labels, matches } from "./alert-matcher.ts";
import type { Inhibition, Route } from "./alertmanager-settings.ts";

/**
 * The routes that an alert takes, in their order: of each level the first that matches, and further ones where it goes on;
 * the route itself where none below it does. None when it does not match itself.
 */
export function routesOf(route: Route, labels: Labels, isRoot = true): Route[] {
  if (!isRoot && !route.matchers.every((each) => matches(each, labels))) return [];
  const taken: Route[] = [];
  for (const below of route.routes) {
    const found = routesOf(below, labels, false);
    taken.push(...found);
    if (found.length > 0 && !below.goesOn) break;
  }
  return taken.length > 0 ? taken : [route];
}

/**
 * Whether an alert that fires silences another one. Two labels that are both missing are equal. Alerts that are both, what
 * silences and what is silenced, leave each other alone.
 */
export function isSilenced({ sources, targets, equal }: Inhibition, source: Labels, target: Labels): boolean {
  const isSource = (labels: Labels) => sources.every((each) => matches(each, labels));
  const isTarget = (labels: Labels) => targets.every((each) => matches(each, labels));
  if (!isSource(source) || !isTarget(target)) return false;
  if (isSource(target) && isTarget(source)) return false;
  return equal.every((label) => (source[label] ?? "") === (target[label] ?? ""));
}
