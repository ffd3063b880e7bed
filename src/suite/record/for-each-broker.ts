import { brokerNamed } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import { loadPlan } from "../../plan/plan-file.ts";

/** The brokers that this run has in scope. @throws Problem for one that nothing here can measure */
export function brokersInScope(): Broker[] {
  return loadPlan().brokers.map(brokerNamed);
}

/** Defines the same tests for every broker in scope. */
export function forEachBroker(define: (broker: Broker) => void): void {
  for (const broker of brokersInScope()) define(broker);
}
