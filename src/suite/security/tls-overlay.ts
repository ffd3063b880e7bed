import { parse } from "yaml";
import { z } from "zod";
import { allowedAre, type Finding } from "./finding.ts";

/** What is laid over the compose file for TLS. */
export const TLS_OVERLAY = "config/tls/compose.yml";

/** All that TLS takes of a service. */
const OF_SERVICE = ["ports", "volumes"];

const overlaySchema = z.looseObject({
  services: z.record(z.string(), z.record(z.string(), z.unknown()).nullish()).nullish(),
});

/** Keys of the file that adds TLS which TLS does not take: they would change what the compose file says. @param text of the file */
export function beyondTls(text: string): Finding[] {
  const file = overlaySchema.parse(parse(text, { merge: true, logLevel: "silent" }) ?? {});
  const ofFile = Object.keys(file).filter((key) => key !== "services" && !key.startsWith("x-"));
  const ofServices = Object.entries(file.services ?? {}).flatMap(([service, keys]) =>
    Object.keys(keys ?? {})
      .filter((key) => !OF_SERVICE.includes(key))
      .map((key) => ({ service, key, allowed: OF_SERVICE })),
  );
  return [...ofFile.map((key) => ({ service: "all", key, allowed: ["services"] })), ...ofServices].map(
    ({ service, key, allowed }) => ({
      service,
      about: `${key} with TLS`,
      text: `has ${key} in ${TLS_OVERLAY}, ${allowedAre(allowed)}`,
    }),
  );
}
