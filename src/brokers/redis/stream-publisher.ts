import type { Answer, FramePublisher } from "../frame-broker.ts";
import { XaddBytes } from "./command-bytes.ts";
import type { Pipeline } from "./pipeline.ts";
import { ErrorReply, type Reply } from "./reply-reader.ts";

/** Appends frames to a stream over one connection; every one has its own reply. */
export class StreamPublisher implements FramePublisher {
  refusal: string | undefined;
  readonly #pipeline: Pipeline;
  readonly #xadd: XaddBytes;

  constructor(pipeline: Pipeline, stream: string) {
    this.#pipeline = pipeline;
    this.#xadd = new XaddBytes(stream);
  }

  publish(frame: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const replied = (reply: Reply) => resolve(this.#answerOf(reply));
      this.#pipeline.send(this.#xadd.of(frame), { replied, lost: reject });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#pipeline.disconnect();
  }

  #answerOf(reply: Reply): Answer {
    if (isEntryId(reply)) return "confirmed";
    this.refusal = refusalIn(reply).message;
    return "refused";
  }
}

/** The reply of XADD to a frame that the stream has taken. */
export function isEntryId(reply: Reply): reply is Buffer {
  return Buffer.isBuffer(reply);
}

/** The broker's no. @throws Error where the reply is another one than XADD can have: it belongs to another command */
export function refusalIn(reply: Reply): ErrorReply {
  if (reply instanceof ErrorReply) return reply;
  throw new Error(`Protocol error: unexpected reply to XADD: ${JSON.stringify(reply)}`);
}
