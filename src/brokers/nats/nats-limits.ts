import type { Publish } from "../drill.ts";
import { thrownAway } from "../emptying.ts";
import { STREAM } from "./names.ts";
import type { NatsAdmin } from "./nats-admin.ts";
import { NatsStream } from "./nats-stream.ts";

const FRAMES = 200;

/** What of the stream's limits is to be used up. */
export type Limit = "max_msgs" | "max_bytes";

/**
 * Frames wait in the stream, and are that share of what it takes, until disposed of. With a share of 1 it refuses the next one.
 * @param share 0 to 1
 */
export async function filledTo(
  node: NatsAdmin,
  limit: Limit,
  share: number,
  publish: Publish,
): Promise<AsyncDisposable> {
  await using undo = new AsyncDisposableStack();
  const frames = new NatsStream({ ...node.login, destination: STREAM });
  undo.defer(() => thrownAway(frames));
  await publish(frames, FRAMES);
  const { messages, bytes } = (await node.stream()).state;
  undo.use(await node.override(STREAM, limitOf(limit, share, { messages, bytes })));
  return undo.move();
}

/** The limit of which what waits is that share. */
export function limitOf(
  limit: Limit,
  share: number,
  { messages, bytes }: { messages: number; bytes: number },
): Partial<Record<Limit, number>> {
  return { [limit]: Math.round((limit === "max_msgs" ? messages : bytes) / share) };
}
