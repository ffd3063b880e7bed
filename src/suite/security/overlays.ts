import { parse } from "yaml";
import { z } from "zod";
import { allowedAre, type Finding } from "./finding.ts";

/** A compose file that is laid over the delivered one. */
export interface Overlay {
  file: string;
  /** Overlays that are laid under it. */
  over: readonly string[];
  /** All that it has to say of a service. */
  ofService: readonly string[];
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
  isForSeveralHosts: true,
};

export const OVERLAYS: readonly Overlay[] = [TLS_OVERLAY, SWARM_OVERLAY];

const overlaySchema = z.looseObject({
  services: z.record(z.string(), z.record(z.string(), z.unknown()).nullish()).nullish(),
});

/** Keys of an overlay that it does not take: they would change what the compose file says. @param text of the file */
export function beyondOverlay(text: string, { file, ofService }: Overlay): Finding[] {
  const parsed = overlaySchema.parse(parse(text, { merge: true, logLevel: "silent" }) ?? {});
  const ofFile = Object.keys(parsed).filter((key) => key !== "services" && !key.startsWith("x-"));
  const ofServices = Object.entries(parsed.services ?? {}).flatMap(([service, keys]) =>
    Object.keys(keys ?? {})
      .filter((key) => !ofService.includes(key))
      .map((key) => ({ service, key, allowed: ofService })),
  );
  return [...ofFile.map((key) => ({ service: "all", key, allowed: ["services"] })), ...ofServices].map(
    ({ service, key, allowed }) => ({
      service,
      about: `${key} in ${file}`,
      text: `has ${key} in ${file}, ${allowedAre(allowed)}`,
    }),
  );
}
