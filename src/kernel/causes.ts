/** Why something was not reached or would not take part, as a pattern of what its client said, and what to do about it. */
export interface Cause {
  pattern: RegExp;
  remedy: string;
  /** In place of words that nobody understands. */
  told?: string;
}

const AUTHORITY =
  "name the authority that has signed its certificate: NODE_EXTRA_CA_CERTS=FILE (a self-signed certificate is its own)";
const PLAIN_OR_TLS =
  "look whether it speaks TLS there (rediss://, amqps://, https://) or not, and at its log: a port closes what it does not understand";

/** What networks and TLS have to say, the same for every client. The first that fits holds. */
export const NETWORK_CAUSES: readonly Cause[] = [
  {
    pattern: /ECONNREFUSED/,
    remedy: "start it (docker compose up -d --wait), or name the host and port where it listens",
  },
  { pattern: /ENOTFOUND|EAI_AGAIN/, remedy: "correct the host's name: no name server knows it from here" },
  {
    pattern: /SELF_SIGNED|self-signed|UNABLE_TO_(GET|VERIFY)|unable to (get|verify)|CERT_UNTRUSTED/,
    remedy: AUTHORITY,
  },
  {
    pattern: /ALTNAME_INVALID|altnames/,
    remedy: "name the host as its certificate does, or have a certificate issued for this name",
  },
  {
    pattern: /CERT_HAS_EXPIRED|certificate (has )?expired/,
    remedy: "renew its certificate; the clock of this host has to be right, too",
  },
  {
    pattern: /CERT_NOT_YET_VALID|not yet valid/,
    remedy: "set the clock of this host, or of the one that issued the certificate",
  },
  {
    pattern: /wrong version number|packet length too long|unexpected message|WRONG_VERSION_NUMBER/,
    told: "no TLS there (wrong version number)",
    remedy: "it speaks no TLS on that port: use redis://, amqp:// or http://, or name its port for TLS",
  },
  {
    pattern:
      /certificate required|alert bad certificate|alert handshake failure|unsupported protocol|alert protocol version/i,
    remedy:
      "it asks for a client certificate, or for a version of TLS that Node does not speak; neither is supported here",
  },
  { pattern: /E(HOST|NET)UNREACH/, remedy: "check the route to it: routing, VPN, firewall" },
  {
    pattern: /ETIMEDOUT|no connection within/,
    remedy: "check the route to it (firewall, address), and whether anything listens on that port",
  },
  {
    pattern: /ECONNRESET|socket hang up|other side closed|disconnected before secure TLS|EPROTO|ECONNABORTED/,
    remedy: PLAIN_OR_TLS,
  },
];

/** The cause that fits what was said, from the tables in their order. */
export function causeOf(said: string, ...tables: readonly (readonly Cause[])[]): Cause | undefined {
  return tables.flat().find(({ pattern }) => pattern.test(said));
}
