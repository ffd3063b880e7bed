import { settled } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { AS_DELIVERED, type Destinations } from "../destinations.ts";
import { EMPTY_WITHIN_MS, framesIn, mustBecomeEmpty } from "../emptying.ts";
import { DEAD_LETTER_QUEUE, POLICY, QUEUE } from "./names.ts";
import { queuesOnDisk } from "./queues-on-disk.ts";
import { type Policy, type Queue, RabbitMQAdmin } from "./rabbitmq-admin.ts";
import { RabbitMQQueue } from "./rabbitmq-queue.ts";

/** The RabbitMQ under test: what a spec can ask of it and send through it. */
export class RabbitMQSubject extends RabbitMQAdmin {
  readonly #destinations: Destinations;

  /** @param destinations which queues tests may use */
  constructor(service: RunningService, destinations = AS_DELIVERED) {
    super(service);
    this.#destinations = destinations;
  }

  /** The name of the queue that the video-detection system uses, or of one in its stead. */
  get framesAt(): string {
    return this.#destinations.named(QUEUE);
  }

  get frames(): RabbitMQQueue {
    return new RabbitMQQueue({ ...this.login, queue: this.framesAt });
  }

  /** Where its expired frames go. */
  get deadLetters(): RabbitMQQueue {
    return new RabbitMQQueue({ ...this.login, queue: DEAD_LETTER_QUEUE });
  }

  /** A place that no queue is bound to. */
  get nowhere(): RabbitMQQueue {
    return new RabbitMQQueue({ ...this.login, queue: "nowhere" });
  }

  /** The system's queue, as the broker describes it. */
  frameQueue(): Promise<Queue> {
    return this.queue(QUEUE);
  }

  /** The settings in force on the system's queue. */
  frameLimits(): Promise<Policy["definition"]> {
    return this.limits(QUEUE);
  }

  /** Other limits for the queue that tests send to, until disposed of. */
  overrideLimits(changes: Policy["definition"]): Promise<AsyncDisposableStack> {
    return this.override(this.framesAt, POLICY, changes);
  }

  /** Waits until what is declared outlives a kill: a queue is not at stake before it is on disk. */
  onDisk(): Promise<void> {
    return queuesOnDisk(this.service);
  }

  /** Waits until nothing is ready in the system's queue, as when every frame has expired. */
  async framesExpired(): Promise<void> {
    await mustBecomeEmpty(framesIn(this.frames), EMPTY_WITHIN_MS.counted);
  }

  /**
   * Waits until that many frames are dead letters, or no more come: an expired frame is ready nowhere until it has arrived
   * there.
   */
  async deadLettersArrived(frames: number): Promise<void> {
    await settled(
      `${frames} frames are dead letters`,
      { deadlineMs: 30_000, everyMs: 50 },
      () => this.deadLetters.depth(),
      (depth) => depth >= frames,
    );
  }
}
