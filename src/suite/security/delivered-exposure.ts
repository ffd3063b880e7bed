import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allowedFor } from "./allowed.ts";
import { composedConfig } from "./composed-config.ts";
import { type ComposedExposure, composedExposure } from "./composed-exposure.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { openAcrossHosts, openAddresses, strangeMounts, strangePorts } from "./differences.ts";
import type { Finding } from "./finding.ts";
import { beyondOverlay, OVERLAYS, type Overlay } from "./overlays.ts";
import { fixedSecrets, strangeSecrets } from "./secrets-given.ts";

/**
 * What the compose file of a folder gives its services beyond what is allowed, and what the files that are laid over it, for TLS and
 * for several hosts, give them more.
 * @throws Problem when Compose does not take one of them
 */
export function deliveredExposure(root: string): ComposedExposure {
  return OVERLAYS.filter(({ file }) => existsSync(join(root, file))).reduce(
    (known, overlay) =>
      exposureWith(known, overlay, {
        ...composedConfig(root, { over: [...overlay.over, overlay.file] }),
        ...{ text: readFileSync(join(root, overlay.file), "utf8"), root },
      }),
    composedExposure(root),
  );
}

/**
 * What is known, and what an overlay adds to it.
 * @param laid the services as Compose composes them with it, with the credentials, and the overlay's own text
 */
export function exposureWith(
  { services, open, excess }: ComposedExposure,
  overlay: Overlay,
  laid: ReturnType<typeof composedConfig> & { text: string; root: string },
): ComposedExposure {
  const { privileges, ports, mounts, secrets } = excess;
  const both = (known: readonly Finding[], find: (facts: ContainerFacts) => readonly Finding[]) => [
    ...known,
    ...addedTo(known, laid.services.flatMap(find), overlay.file),
  ];
  return {
    services,
    open: both(open, overlay.isForSeveralHosts ? openAcrossHosts : openAddresses),
    excess: {
      privileges: [...privileges, ...beyondOverlay(laid.text, overlay)],
      ports: both(ports, (facts) => strangePorts(facts, allowedFor(facts.service))),
      mounts: both(mounts, (facts) => strangeMounts(facts, allowedFor(facts.service), laid.root)),
      secrets: both(secrets, (facts) => [
        ...strangeSecrets(facts, allowedFor(facts.service), laid.held),
        ...fixedSecrets(facts, allowedFor(facts.service), laid.held),
      ]),
    },
  };
}

function addedTo(known: readonly Finding[], found: readonly Finding[], file: string): Finding[] {
  const keys = new Set(known.map(({ service, text }) => `${service} ${text}`));
  return found
    .filter(({ service, text }) => !keys.has(`${service} ${text}`))
    .map(({ service, about, text }) => ({ service, about, text: `with ${file} ${text}` }));
}
