import type { Delivery } from "../../judges/delivery.ts";
import type { Details } from "./criterion.ts";

/** What a loss criterion measures of a delivery. */
export function lossOf({ lost, duplicated, corrupted, unexpected }: Delivery): Record<string, number> {
  return { lost, duplicated, corrupted, unexpected };
}

/** What stands beside it: how much was sent, so that a reader sees that the loss was not zero for want of frames. */
export function trafficOf({ attempted, confirmed, refused, unknown, recovered }: Delivery): Details {
  return { attempted, confirmed, refused, unknown, recovered };
}
