import type { Access } from "../../brokers/access.ts";
import { BROKERS } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { startedBrokers } from "../record/started-brokers.ts";

/** A broker that tells users apart, and how it does. */
export interface GuardedBroker {
  readonly broker: Broker;
  readonly access: Access;
}

/** Those of the brokers that tell users apart. */
export async function guardedBrokers(
  brokers: readonly Broker[] = startedBrokers(),
): Promise<GuardedBroker[]> {
  const each = brokers.map(async (broker) => {
    const access = await broker.access?.();
    return access ? [{ broker, access }] : [];
  });
  return (await Promise.all(each)).flat();
}

/** How a member of a broker lets clients in. @throws Error for one whose broker does not tell users apart */
export async function accessTo(
  { name }: RunningService,
  brokers: readonly Broker[] = BROKERS,
): Promise<Access> {
  const broker = brokers.find(({ nodes, witnesses }) => [...nodes, ...witnesses].includes(name));
  const access = await broker?.access?.();
  if (!access) throw new Error(`${name} is no member of a broker that tells users apart`);
  return access;
}
