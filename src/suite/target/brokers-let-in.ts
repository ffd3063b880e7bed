import { BROKERS } from "../../brokers/all.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { mustLetIn } from "../../brokers/unusable.ts";
import type { RunningService } from "../../stack/running-service.ts";

/**
 * Every broker of a target is there and lets the user in, before anything is measured.
 * @throws Problem of the first that is not or does not
 */
export async function brokersLetIn(services: readonly RunningService[]): Promise<void> {
  for (const service of services) {
    const broker = BROKERS.find(({ id }) => id === service.name);
    if (!broker) continue;
    await mustLetIn(await targetOfRunning(broker, service));
    await broker.administrationLetsIn?.(service);
  }
}
