import type { AlertmanagerSettings } from "../../watchers/alertmanager-settings.ts";

/** What says who Alertmanager is, and whom it trusts. */
const USUAL: ReadonlySet<string> = new Set([
  ...["follow_redirects", "enable_http2", "authorization", "basic_auth", "oauth2", "tls_config"],
]);
const USUAL_TLS: ReadonlySet<string> = new Set([
  ...["ca", "ca_file", "ca_ref", "cert", "cert_file", "cert_ref", "key", "key_file", "key_ref"],
  ...["server_name", "min_version", "max_version"],
]);

/** Receivers that are told by way of somebody else, or without a look at their certificates: whoever is between may swallow alerts. */
export function toldUnsafely({ webhooks, http }: Pick<AlertmanagerSettings, "webhooks" | "http">): string[] {
  const ofReceivers = [...webhooks].flatMap(([receiver, each]) =>
    each.flatMap(({ http_config }) => strangeKeys(http_config).map((key) => [receiver, key] as const)),
  );
  const ofAll = strangeKeys(http).map((key) => ["every receiver", key] as const);
  return [...ofAll, ...ofReceivers].map(
    ([receiver, key]) =>
      `${receiver} is told with ${key}, so that somebody else may hear alerts in its place`,
  );
}

function strangeKeys(http: Readonly<Record<string, unknown>>): string[] {
  const { tls_config: tls } = http;
  const isSet = ([, value]: [string, unknown]) => value !== false && value !== null && value !== "";
  const inTls = typeof tls === "object" && tls !== null ? Object.entries(tls).filter(isSet) : [];
  return [
    ...Object.entries(http)
      .filter(isSet)
      .map(([key]) => key)
      .filter((key) => !USUAL.has(key)),
    ...inTls.filter(([key]) => !USUAL_TLS.has(key)).map(([key]) => `tls_config.${key}`),
  ];
}
