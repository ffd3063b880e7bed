import { BROKERS } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";

/** Defines the same tests for every broker. */
export function forEachBroker(define: (broker: Broker) => void): void {
  for (const broker of BROKERS) define(broker);
}
