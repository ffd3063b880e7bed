/** What prints the sockets of a container: every image of the stack has it. The second file is missing without IPv6. */
export const SOCKETS_COMMAND = ["sh", "-c", "cat /proc/net/tcp /proc/net/tcp6 2>/dev/null || true"];

const LISTENS = "0A";
const HEADER = /local_address/;

/**
 * Ports that listen where other containers reach them, as /proc/net/tcp has them. Its own loopback is left out: nobody else
 * reaches it, and Docker answers names there.
 * @returns `undefined` where the text is none of the kind
 */
export function listeningPorts(printed: string): number[] | undefined {
  if (!HEADER.test(printed)) return undefined;
  const ports = printed.split("\n").flatMap((line) => {
    const [, address = "", port = "", state] =
      /^\s*\d+:\s+([0-9A-F]+):([0-9A-F]{4})\s+\S+\s+([0-9A-F]{2})\s/i.exec(line) ?? [];
    return state?.toUpperCase() === LISTENS && !isOwnLoopback(address) ? [Number.parseInt(port, 16)] : [];
  });
  return [...new Set(ports)].sort((one, other) => one - other);
}

/** Words of 32 bits, the last byte of each first: 127.0.0.1 is 0100007F. */
function isOwnLoopback(address: string): boolean {
  const hex = address.toUpperCase();
  if (hex.length === 8) return hex.endsWith("7F");
  return hex === "00000000000000000000000001000000" || /^0{16}FFFF0000\w{6}7F$/.test(hex);
}
