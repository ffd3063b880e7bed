import { type ConnectionOptions, connect, createServer, type Server, type TLSSocket } from "node:tls";

/** Of a key that both sides have, in bytes. */
export const KEY_BYTES = 32;
const IDENTITY = "load";
/** Both sides are shown to have the key, and what is said is encrypted by keys of this connection alone. */
const SUITE = {
  ciphers: "ECDHE-PSK-CHACHA20-POLY1305",
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.2",
} as const;

/** Takes connections of those that have the key, and of nobody else. */
export function serveKeyed(key: Buffer, onConnected: (socket: TLSSocket) => void): Server {
  const pskCallback = (_socket: unknown, identity: string) => (identity === IDENTITY ? key : null);
  const server = createServer({ ...SUITE, pskCallback, pskIdentityHint: IDENTITY }, onConnected);
  // One without the key, or that goes away before it has shown it.
  server.on("tlsClientError", () => undefined);
  return server;
}

/** Connects to one that has the same key. */
export function connectKeyed(key: Buffer, to: Pick<ConnectionOptions, "host" | "port">): TLSSocket {
  return connect({
    ...{ ...SUITE, ...to },
    pskCallback: () => ({ psk: key, identity: IDENTITY }),
    // The key stands in the place of a certificate.
    checkServerIdentity: () => undefined,
  });
}
