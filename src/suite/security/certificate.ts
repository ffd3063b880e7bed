import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { checkServerIdentity, connect } from "node:tls";
import { inTime } from "../../kernel/wait.ts";
import type { HostPort } from "../../stack/running-service.ts";

const DAY_MS = 86_400_000;
/** As long a certificate has to be valid still: whoever renews it needs the time. */
const FEWEST_DAYS = 30;
const ANSWERS_WITHIN_MS = 5_000;

/**
 * What is wrong with the certificate that a server shows, for a client that knows it by a name: it is for other names, or it ends
 * soon, or that of its authority does.
 * @param ca the certificate of the authority
 * @throws the reason why there is no connection over TLS
 */
export async function flawsOfCertificate(
  { host, port }: HostPort,
  name: string,
  ca: string,
): Promise<string[]> {
  // The names are judged below, and not by the connection.
  const socket = connect({ host, port, ca, servername: name, checkServerIdentity: () => undefined });
  try {
    await inTime(`${name} answers over TLS`, ANSWERS_WITHIN_MS, once(socket, "secureConnect"));
    const shown = socket.getPeerCertificate();
    const stranger = checkServerIdentity(name, shown);
    return [
      ...(stranger ? [`its certificate is for ${shown.subjectaltname ?? "no name"}, expected ${name}`] : []),
      ...endsSoon("its certificate", shown.valid_to),
      ...endsSoon("the certificate of its authority", new X509Certificate(ca).validTo),
    ];
  } finally {
    socket.destroy();
  }
}

/** @param until as certificates write it: "Nov 27 14:14:00 2026 GMT" */
function endsSoon(what: string, until: string): string[] {
  const days = Math.floor((Date.parse(until) - Date.now()) / DAY_MS);
  return days >= FEWEST_DAYS ? [] : [`${what} is valid for ${days} days more, expected ${FEWEST_DAYS}`];
}
