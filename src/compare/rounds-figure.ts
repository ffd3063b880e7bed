import { medianInterval } from "../judges/median-interval.ts";
import { CONFIDENCE_PERCENT, type Figure, type Tried, valuesOf, without } from "./figure.ts";

/**
 * The median of rounds, with the interval of the rounds. A round that could not be measured is left out; of none it is
 * undetermined, with their reasons.
 */
export function medianOfRounds<T>(rounds: readonly Tried<T>[], of: (round: T) => number): Figure {
  const { values, reasons } = valuesOf(rounds);
  const estimate = medianInterval(values.map(of), { confidencePercent: CONFIDENCE_PERCENT });
  return estimate ? { estimate } : without(reasons);
}
