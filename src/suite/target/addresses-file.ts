import { basename } from "node:path";
import { z } from "zod";
import type { AddressEntry } from "../../brokers/address-entry.ts";
import { BROKERS } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import { keepSecretsOf } from "../../kernel/secrets.ts";
import { YamlFile } from "../../kernel/yaml-file.ts";
import { type ComposeFile, serviceOf } from "../../stack/compose-file.ts";
import type { Variables } from "../../stack/interpolate.ts";
import { interpolateFile } from "../../stack/interpolate-file.ts";
import { ReachedService } from "../../stack/reached-service.ts";
import type { RunningService } from "../../stack/running-service.ts";

/**
 * The services that a file names by address. `${NAME}` stands for a variable of the environment, so that the file holds
 * no credential.
 *
 * @param shipped what the services are called, and by which variables they have their credentials
 * @param brokers that it may name; one that says nothing of addresses can't be named
 * @throws Problem that names the line of everything the file has wrong
 */
export async function readAddresses(
  path: string,
  shipped: ComposeFile,
  { variables = process.env, brokers = BROKERS }: { variables?: Variables; brokers?: readonly Broker[] } = {},
): Promise<RunningService[]> {
  const file = new YamlFile(path, {
    name: basename(path),
    remedy: "fix the lines named; npm run signoff -- --help shows what such a file looks like",
  });
  interpolateFile(file, variables);
  const reached = file.parse(await schemaOf(brokers));
  return Object.entries(reached).flatMap(([name, found]) => {
    if (!found) return [];
    const { addresses, environment } = found;
    keepSecretsOf(environment);
    return [new ReachedService({ ...serviceOf(shipped, name), environment: { ...environment } }, addresses)];
  });
}

async function schemaOf(brokers: readonly Broker[]) {
  const named = brokers.filter(({ addresses }) => addresses);
  const entries: Record<string, AddressEntry> = Object.assign(
    {},
    ...(await Promise.all(named.map((broker) => broker.addresses?.()))),
  );
  const ids = named.map(({ id }) => id);
  return z
    .strictObject(
      Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, entry.optional()])),
    )
    .refine((file) => ids.some((id) => file[id]), `names neither ${ids.join(" nor ")}`);
}
