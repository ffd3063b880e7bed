import { type Broken, deliveryCause } from "../../judges/delivery-cause.ts";
import type { Details } from "./criterion.ts";

/** Where to look for what broke a delivery, to stand beside its counts; nothing where nothing did. */
export function pointsTo(delivery: Broken): Details {
  const cause = deliveryCause(delivery);
  return cause ? { "points to": cause } : {};
}
