import { type Threshold, ThresholdsConfigBuilder } from "@grafana/grafana-foundation-sdk/dashboard";

/** Where a value stops being healthy: from `yellow` and `red` on it is worse, upwards or downwards. */
export interface Bounds {
  worse: "above" | "below";
  yellow?: number;
  red?: number;
}

/** Less than one in any window that is shown, and more than none. */
const ANY = 0.001;

export const NONE_IS_HEALTHY: Bounds = { worse: "above", red: ANY };

/** Of a share: all is healthy, less is a warning, none is red. */
export const ALL_ARE_HEALTHY: Bounds = { worse: "below", yellow: 1, red: ANY };

/** @param healthy what a healthy value is drawn in: a stat's is green, of a graph the line alone is to be seen */
export function thresholdsOf(bounds: Bounds, healthy: "green" | "transparent"): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().steps(stepsOf(bounds, healthy));
}

function stepsOf(bounds: Bounds, healthy: "green" | "transparent"): Threshold[] {
  const { worse, yellow, red } = bounds;
  const limits = [
    { color: "yellow", value: yellow },
    { color: "red", value: red },
  ].flatMap(({ color, value }) => (value === undefined ? [] : [{ color, value }]));
  if (worse === "above") return [{ color: healthy, value: null }, ...limits];
  const upwards = limits.toReversed();
  return [...upwards.map(({ color }) => color), healthy].map((color, index) => ({
    color,
    value: upwards[index - 1]?.value ?? null,
  }));
}
