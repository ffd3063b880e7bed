import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allowedFor } from "./allowed.ts";
import { composedConfig } from "./composed-config.ts";
import { type ComposedExposure, composedExposure } from "./composed-exposure.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { openAddresses, strangeMounts, strangePorts } from "./differences.ts";
import type { Finding } from "./finding.ts";
import { beyondTls, TLS_OVERLAY } from "./tls-overlay.ts";

/**
 * What the compose file of a folder gives its services beyond what is allowed, and what the file that adds TLS gives them more.
 * @throws Problem when Compose does not take one of them
 */
export function deliveredExposure(root: string): ComposedExposure {
  const plain = composedExposure(root);
  const file = join(root, TLS_OVERLAY);
  if (!existsSync(file)) return plain;
  const { services } = composedConfig(root, { over: [TLS_OVERLAY] });
  return exposureWithTls(plain, { services, overlay: readFileSync(file, "utf8"), root });
}

/** @param withTls the services as Compose composes them of both files, and the text of the second one */
export function exposureWithTls(
  { services, open, excess }: ComposedExposure,
  withTls: { services: readonly ContainerFacts[]; overlay: string; root: string },
): ComposedExposure {
  const { privileges, ports, mounts, secrets } = excess;
  const both = (known: readonly Finding[], find: (facts: ContainerFacts) => readonly Finding[]) => [
    ...known,
    ...addedTo(known, withTls.services.flatMap(find)),
  ];
  return {
    services,
    open: both(open, openAddresses),
    excess: {
      privileges: [...privileges, ...beyondTls(withTls.overlay)],
      ports: both(ports, (facts) => strangePorts(facts, allowedFor(facts.service))),
      mounts: both(mounts, (facts) => strangeMounts(facts, allowedFor(facts.service), withTls.root)),
      secrets,
    },
  };
}

function addedTo(known: readonly Finding[], found: readonly Finding[]): Finding[] {
  const keys = new Set(known.map(({ service, text }) => `${service} ${text}`));
  return found
    .filter(({ service, text }) => !keys.has(`${service} ${text}`))
    .map(({ service, about, text }) => ({ service, about, text: `with ${TLS_OVERLAY} ${text}` }));
}
