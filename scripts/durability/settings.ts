import type { Broker } from "../../src/brokers/broker.ts";
import type { DurabilitySetting } from "../../src/brokers/durability.ts";
import { openStack } from "../../src/brokers/open-stack.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/** A setting under a fault, ready to be measured. */
export interface Measurement {
  setting: DurabilitySetting;
  fault: string;
  measure: () => Promise<Outcome>;
}

/** What is measured of brokers, in their order. @param only words that the name of a setting contains */
export async function measurementsOf(brokers: readonly Broker[], only: string): Promise<Measurement[]> {
  const settings = await Promise.all(brokers.map(async (broker) => (await broker.durability?.()) ?? []));
  return settings
    .flat()
    .filter(({ name }) => name.includes(only))
    .flatMap((setting) =>
      setting.faults.map(({ fault, tried }) => ({
        ...{ setting, fault },
        measure: async () => {
          await using stack = await openStack();
          return await tried(stack, outcomeOf);
        },
      })),
    );
}
