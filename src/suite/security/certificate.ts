import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { connect as connectPlain, type Socket } from "node:net";
import { checkServerIdentity, connect } from "node:tls";
import { inTime } from "../../kernel/wait.ts";
import type { HostPort } from "../../stack/running-service.ts";

const DAY_MS = 86_400_000;
/** As long a certificate has to be valid still: whoever renews it needs the time. */
const FEWEST_DAYS = 30;
const ANSWERS_WITHIN_MS = 5_000;

/** By whom a certificate has to be signed, and for whom it has to be. */
interface Expected {
  name: string;
  /** The certificate of the authority. */
  ca: string;
  /** Waits for what the server says before it speaks TLS. */
  beforeTls?: ((socket: Socket) => Promise<void>) | undefined;
}

/**
 * What is wrong with the certificate that a server shows, for a client that knows it by a name: it is for other names, or it ends
 * soon, or that of its authority does.
 * @throws the reason why there is no connection over TLS
 */
export async function flawsOfCertificate(
  { host, port }: HostPort,
  { name, ca, beforeTls }: Expected,
): Promise<string[]> {
  const plain = connectPlain({ host, port });
  // Whoever waits is told of an error; one that comes later must not end the process.
  plain.on("error", () => undefined);
  try {
    await inTime<unknown>(
      `${name} speaks before TLS`,
      ANSWERS_WITHIN_MS,
      beforeTls?.(plain) ?? once(plain, "connect"),
    );
  } catch (thrown) {
    plain.destroy();
    throw thrown;
  }
  // The names are judged below, and not by the connection.
  const socket = connect({ socket: plain, ca, servername: name, checkServerIdentity: () => undefined });
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
