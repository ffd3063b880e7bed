import { type Allowed, allowedFor } from "./allowed.ts";
import { composedConfig } from "./composed-config.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { excessOf, missingVolumes, openAddresses, strangeMounts, strangePorts } from "./differences.ts";
import type { Finding } from "./finding.ts";
import { fixedSecrets, type heldBy, strangeSecrets } from "./secrets-given.ts";

/** What containers have of host and stack beyond what is allowed. */
export interface ExcessKinds {
  privileges: Finding[];
  ports: Finding[];
  mounts: Finding[];
  secrets: Finding[];
}

const NONE: ExcessKinds = { privileges: [], ports: [], mounts: [], secrets: [] };

/** What a compose file alone shows, of every service of every profile. */
export interface ComposedExposure {
  services: string[];
  /** Ports that are published beyond loopback. */
  open: Finding[];
  excess: ExcessKinds;
}

/**
 * What the compose file of a folder gives its services beyond what is allowed.
 * @param text read in place of the file
 * @throws Problem when Compose does not take it
 */
export function composedExposure(root: string, text?: string): ComposedExposure {
  return exposureIn(composedConfig(root, { text }), root);
}

/** The same of services that are known. @param config with the credentials, each told from every other */
export function exposureIn(
  { services, held }: ReturnType<typeof composedConfig>,
  root: string,
): ComposedExposure {
  const each = services.map((facts) => excessIn(facts, root, held));
  const missing = services.flatMap((facts) => missingVolumes(facts, allowedFor(facts.service)));
  const fixed = services.flatMap((facts) => fixedSecrets(facts, allowedFor(facts.service), held));
  return {
    services: services.map(({ service }) => service),
    open: services.flatMap(openAddresses),
    excess: together([...each, { ...NONE, mounts: missing, secrets: fixed }]),
  };
}

/** What one container has beyond what is allowed. */
export function excessIn(facts: ContainerFacts, root: string, held: ReturnType<typeof heldBy>): ExcessKinds {
  const allowed: Allowed = allowedFor(facts.service);
  return {
    privileges: excessOf(facts),
    ports: strangePorts(facts, allowed),
    mounts: strangeMounts(facts, allowed, root),
    secrets: strangeSecrets(facts, allowed, held),
  };
}

/** Those of several containers. */
export function together(each: readonly ExcessKinds[]): ExcessKinds {
  return {
    privileges: each.flatMap(({ privileges }) => privileges),
    ports: each.flatMap(({ ports }) => ports),
    mounts: each.flatMap(({ mounts }) => mounts),
    secrets: each.flatMap(({ secrets }) => secrets),
  };
}
