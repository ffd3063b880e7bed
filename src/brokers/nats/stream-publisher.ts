import { JetStreamApiError, type JetStreamClient } from "@nats-io/jetstream";
import { errors } from "@nats-io/transport-node";
import type { Answer, FramePublisher } from "../frame-broker.ts";

interface StreamPublisherParts {
  client: JetStreamClient;
  /** Where the stream takes frames. */
  subject: string;
  /** How long a frame may stay without an answer. */
  patienceMs: number;
  /** Leaves the node, since another may answer. */
  giveUp: () => void;
  close: () => Promise<void>;
}

/**
 * Publishes frames with acknowledgement, without a message id: nothing is left out as a duplicate. The acknowledgement comes
 * after the fsync where the server has `sync_interval: always`, and in a cluster from a majority of the stream's replicas.
 * An error that JetStream answers with, and a subject that no stream takes, are its no.
 */
export class StreamPublisher implements FramePublisher {
  refusal: string | undefined;
  readonly #parts: StreamPublisherParts;

  constructor(parts: StreamPublisherParts) {
    this.#parts = parts;
  }

  async publish(frame: Buffer): Promise<Answer> {
    const { client, subject, patienceMs, giveUp } = this.#parts;
    try {
      await client.publish(subject, frame, { timeout: patienceMs });
      return "confirmed";
    } catch (thrown) {
      const refusal = refusalIn(thrown);
      if (refusal !== undefined) {
        this.refusal = refusal;
        return "refused";
      }
      if (thrown instanceof errors.TimeoutError) giveUp();
      throw thrown;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#parts.close();
  }
}

/** Why a frame was not taken, in the server's words; `undefined` where it did not say so. */
export function refusalIn(thrown: unknown): string | undefined {
  if (thrown instanceof JetStreamApiError) return `${thrown.message} (${thrown.code})`;
  // What the client makes of it that nobody listens at the subject; it does not export that class.
  const isNobody = thrown instanceof Error && thrown.name === "JetStreamNotEnabled";
  if (isNobody || thrown instanceof errors.NoRespondersError)
    return "no responders: no stream takes frames at this subject now";
  return undefined;
}
