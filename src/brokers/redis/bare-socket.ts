import { once } from "node:events";
import { connect } from "node:net";

const REPLY_START = "$".charCodeAt(0);

/** XADD over a bare socket: what the way to Redis allows a client that spends nothing on frames and replies. */
export async function bareSocketCeiling(
  at: { host: string; port: number },
  {
    stream,
    frames,
    frameBytes,
    inFlight,
  }: { stream: string; frames: number; frameBytes: number; inFlight: number },
): Promise<number> {
  const socket = connect({ ...at, noDelay: true });
  await once(socket, "connect");
  const words = ["XADD", stream, "*", "frame", "x".repeat(frameBytes)];
  const command = `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join("")}`;
  let [sent, answered] = [0, 0];
  const send = (count: number) => {
    const now = Math.min(count, frames - sent);
    sent += now;
    if (now > 0) socket.write(command.repeat(now));
  };
  const started = performance.now();
  const over = new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      if (chunk[0] === "-".charCodeAt(0)) reject(new Error(chunk.toString()));
      const replies = chunk.filter((byte) => byte === REPLY_START).length;
      answered += replies;
      if (answered >= frames) resolve();
      else send(replies);
    });
  });
  send(inFlight);
  await over;
  socket.destroy();
  return (frames / (performance.now() - started)) * 1e3;
}
