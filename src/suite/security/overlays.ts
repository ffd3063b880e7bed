import { parse } from "yaml";
import { z } from "zod";
import { allowedAre, type Finding } from "./finding.ts";
import { type OfService, unexpectedValues } from "./overlay-values.ts";

/** A compose file that is laid over the delivered one. */
export interface Overlay {
  file: string;
  /** Overlays that are laid under it. */
  over: readonly string[];
  /** All that it has to say of a service. */
  ofService: readonly string[];
  /** What plan/settings.yaml calls it, where that says which values its keys may have. */
  valuesOf?: string;
  /** No interface of loopback lies between its ports and other hosts. */
  isForSeveralHosts: boolean;
}

export const TLS_OVERLAY: Overlay = {
  file: "config/tls/compose.yml",
  over: [],
  ofService: ["ports", "volumes"],
  isForSeveralHosts: false,
};

export const SWARM_OVERLAY: Overlay = {
  file: "config/swarm/compose.yml",
  over: [TLS_OVERLAY.file],
  ofService: ["ports", "deploy", "healthcheck", "environment", "entrypoint"],
  valuesOf: "swarm",
  isForSeveralHosts: true,
};

export const OVERLAYS: readonly Overlay[] = [TLS_OVERLAY, SWARM_OVERLAY];

const overlaySchema = z.looseObject({
  services: z.record(z.string(), z.record(z.string(), z.unknown()).nullish()).nullish(),
});

/**
 * Keys of an overlay that it does not take, and values of others that nobody expects: they would change what the compose file says.
 * @param text of the file
 */
export function beyondOverlay(text: string, { file, ofService, valuesOf }: Overlay): Finding[] {
  const parsed = overlaySchema.parse(parse(text, { merge: true, logLevel: "silent" }) ?? {});
  const ofFile = Object.keys(parsed).filter((key) => key !== "services" && !key.startsWith("x-"));
  const services = Object.entries(parsed.services ?? {}).map(([service, keys]) => ({
    service,
    keys: keys ?? {},
  }));
  const takenOf = ({ service, keys }: OfService): OfService => ({
    service,
    keys: Object.fromEntries(Object.entries(keys).filter(([key]) => ofService.includes(key))),
  });
  return [
    ...ofFile.map((key) => beside({ service: "all", key, allowed: ["services"], file })),
    ...services.flatMap(({ service, keys }) =>
      Object.keys(keys)
        .filter((key) => !ofService.includes(key))
        .map((key) => beside({ service, key, allowed: ofService, file })),
    ),
    ...(valuesOf ? unexpectedValues(services.map(takenOf), valuesOf) : []).map(({ service, name, told }) => ({
      ...{ service, about: `${name} in ${file}` },
      text: `in ${file} ${told}`,
    })),
  ];
}

function beside(of: { service: string; key: string; allowed: readonly string[]; file: string }): Finding {
  const { service, key, allowed, file } = of;
  return {
    ...{ service, about: `${key} in ${file}` },
    text: `has ${key} in ${file}, ${allowedAre(allowed)}`,
  };
}
