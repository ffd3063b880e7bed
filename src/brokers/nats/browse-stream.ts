import type { JetStreamManager } from "@nats-io/jetstream";

/** How many messages are asked for at a time. */
const AT_ONCE = 64;

/**
 * Shows every message of a stream by its number, and takes none: a stream that is a work queue lets no second consumer look.
 * @returns how many were shown
 */
export async function browseStream(
  manager: Pick<JetStreamManager, "streams">,
  stream: string,
  onFrame: (frame: Buffer) => void,
): Promise<number> {
  const { state } = await manager.streams.info(stream);
  if (state.messages === 0) return 0;
  let count = 0;
  for (let from = state.first_seq; from <= state.last_seq; from += AT_ONCE) {
    const numbers = Array.from(
      { length: Math.min(AT_ONCE, state.last_seq - from + 1) },
      (_, index) => from + index,
    );
    // One that was taken meanwhile is null.
    const messages = await Promise.all(numbers.map((seq) => manager.streams.getMessage(stream, { seq })));
    for (const message of messages) {
      if (!message) continue;
      count += 1;
      onFrame(Buffer.from(message.data));
    }
  }
  return count;
}
