import type { Channel, ConsumeMessage } from "amqplib";
import { done, notYet, until } from "../../kernel/wait.ts";

/** How long the frames of a full queue may take to come. */
const SHOWN_WITHIN_MS = 240_000;
const EVERY_MS = 100;
/** What a consumer can be given without acknowledging; a quorum queue gives one without a limit no more than 2000. */
const MOST_FOR_ONE = 65_535;

interface Browsed {
  queue: string;
  /** What a consumer of that kind of queue has to say. */
  consumerArguments?: Readonly<Record<string, unknown>>;
}

/**
 * Has every frame of a queue delivered and acknowledges none: they go back to the queue once the channel is closed, which
 * a quorum queue counts as one more delivery of each (its delivery limit is 20).
 *
 * @returns how many were delivered
 * @throws DeadlinePassed when frames that are ready do not come
 */
export async function browseQueue(
  channel: Channel,
  { queue, consumerArguments = {} }: Browsed,
  onFrame: (frame: Buffer) => void,
): Promise<number> {
  const { messageCount } = await channel.checkQueue(queue);
  let count = 0;
  const show = (message: ConsumeMessage | null) => {
    if (message === null) return;
    count += 1;
    onFrame(message.content);
  };
  await channel.prefetch(MOST_FOR_ONE);
  for (let shared = 0; shared < messageCount; shared += MOST_FOR_ONE) {
    await channel.consume(queue, show, { arguments: consumerArguments });
  }
  let before = -1;
  await until(
    `every frame of ${queue} was shown`,
    { deadlineMs: SHOWN_WITHIN_MS, everyMs: EVERY_MS },
    async () => {
      if (count >= messageCount) return done(undefined);
      // Other consumers take their share: then it is enough that none is ready and none came since the last look.
      const now = await channel.checkQueue(queue);
      const isOver = now.messageCount === 0 && now.consumerCount > 1 && count === before;
      before = count;
      return isOver ? done(undefined) : notYet(`${count} of ${messageCount}`);
    },
  );
  return count;
}
