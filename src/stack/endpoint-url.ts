import type { HostPort } from "./running-service.ts";

/** A URL, and where it points. */
export interface Endpoint {
  url: URL;
  at: HostPort;
}

/**
 * Where a URL of that scheme points: "amqp://host:port", or over TLS "amqps://host:port". `undefined` for any other text.
 * @param ports where the URL names none
 */
export function endpointOf(
  text: string,
  scheme: string,
  ports: { plain: number; tls: number },
): Endpoint | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isTls = url?.protocol === `${scheme}s:`;
  if (!url || !(isTls || url.protocol === `${scheme}:`) || url.hostname === "") return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port) || (isTls ? ports.tls : ports.plain);
  return { url, at: { host, port, ...(isTls ? { isTls } : {}) } };
}
