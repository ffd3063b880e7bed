import type { Answer, FramePublisher } from "../frame-broker.ts";
import { commandBytes, XaddBytes } from "./command-bytes.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Reply } from "./reply-reader.ts";
import { isEntryId, refusalIn } from "./stream-publisher.ts";

/** The primary and one replica have to have fsynced a frame before it counts as confirmed. */
const LOCAL = 1;
const REPLICAS = 1;
/** How long a replica may take; after that the frame's fate is unknown. */
const REPLICATED_MS = 2_000;
const WAITAOF = commandBytes("WAITAOF", LOCAL, REPLICAS, REPLICATED_MS);

interface Waiting {
  frame: Buffer;
  resolve: (answer: Answer) => void;
  reject: (reason: Error) => void;
}

/**
 * Appends frames to a stream of a primary and confirms them once a replica has them on disk, with WAITAOF. That holds the
 * whole connection up, so frames that come meanwhile wait for the next round and share its answer.
 */
export class ReplicatedPublisher implements FramePublisher {
  refusal: string | undefined;
  readonly #pipeline: Pipeline;
  readonly #xadd: XaddBytes;
  #waiting: Waiting[] = [];
  #isUnderWay = false;

  constructor(pipeline: Pipeline, stream: string) {
    this.#pipeline = pipeline;
    this.#xadd = new XaddBytes(stream);
  }

  publish(frame: Buffer): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push({ frame, resolve, reject });
    if (!this.#isUnderWay) {
      this.#isUnderWay = true;
      process.nextTick(this.#rounds);
    }
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#pipeline.disconnect();
  }

  #rounds = async (): Promise<void> => {
    while (this.#waiting.length > 0) await this.#round(this.#waiting.splice(0));
    this.#isUnderWay = false;
  };

  /** Answers every frame of it, and never fails itself. */
  async #round(batch: readonly Waiting[]): Promise<void> {
    const appended: Waiting[] = [];
    for (const each of batch) this.#append(each, () => appended.push(each));
    try {
      mustBeOnDisks(await this.#pipeline.ask(WAITAOF));
      for (const { resolve } of appended) resolve("confirmed");
    } catch (thrown) {
      for (const { reject } of appended) reject(thrown as Error);
    }
  }

  /** A frame that the primary refuses is answered at once; one whose connection is lost is rejected. */
  #append({ frame, resolve, reject }: Waiting, onAppended: () => void): void {
    const replied = (reply: Reply) => {
      if (isEntryId(reply)) onAppended();
      else resolve(this.#refused(refusalIn(reply)));
    };
    this.#pipeline.send(this.#xadd.of(frame), { replied, lost: reject });
  }

  #refused({ message }: Error): Answer {
    this.refusal = message;
    // A node that was demoted would refuse for ever; the next connection is to the new primary.
    if (message.startsWith("READONLY")) this.#pipeline.disconnect();
    return "refused";
  }
}

/** @throws Error when a frame is not on as many disks as it has to be: it may still be lost */
function mustBeOnDisks(reply: Reply): void {
  if (!Array.isArray(reply)) throw new Error(`Protocol error: unexpected reply to WAITAOF: ${reply}`);
  const [local, replicas] = reply.map(Number);
  if (local !== undefined && local >= LOCAL && replicas !== undefined && replicas >= REPLICAS) return;
  throw new Error(`on disk of ${local} primary and ${replicas} replicas after ${REPLICATED_MS} ms (WAITAOF)`);
}
