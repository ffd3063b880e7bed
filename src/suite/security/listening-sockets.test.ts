import { expect, test } from "vitest";
import { listeningPorts } from "./listening-sockets.ts";

const HEADER =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
const line = (address: string, state = "0A") =>
  `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000   999        0 123 1 0 100 0 0 10 0\n`;

test("ports are those that listen where others reach them, each once", () => {
  const printed =
    HEADER +
    line("00000000:18EB") +
    line("020012AC:1F90") +
    line("00000000:1F91", "01") +
    HEADER.replace("rem_address", "remote_address") +
    line("00000000000000000000000000000000:18EB");

  expect(listeningPorts(printed)).toEqual([6379, 8080]);
});

test.each([
  "0100007F:1F90",
  "0B00007F:9C41",
  "00000000000000000000000001000000:1F90",
  "0000000000000000FFFF00000100007F:1F90",
])("%s is the container's own loopback", (address) => {
  expect(listeningPorts(HEADER + line(address))).toEqual([]);
});

test("a text of another kind is no answer", () => {
  expect(listeningPorts("OCI runtime exec failed: container is not running")).toBeUndefined();
  expect(listeningPorts(HEADER)).toEqual([]);
});
