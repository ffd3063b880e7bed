import { Undetermined } from "../../kernel/undetermined.ts";
import { settled } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { AS_DELIVERED, type Destinations, isOwn } from "../destinations.ts";
import { EMPTY_WITHIN_MS, emptied, framesIn } from "../emptying.ts";
import type { MemberSettings } from "../member-settings.ts";
import { DEAD_LETTER_QUEUE, POLICY, QUEUE } from "./names.ts";
import { settingsOfNode } from "./node-settings.ts";
import { queuesOnDisk } from "./queues-on-disk.ts";
import { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import type { Policy, Queue } from "./rabbitmq-answers.ts";
import { unexpectedDeclared } from "./rabbitmq-declared.ts";
import { type EffectiveSetting, effectiveSettings } from "./rabbitmq-effective.ts";
import { RabbitMQQueue } from "./rabbitmq-queue.ts";
import { toldByNode } from "./told-by-node.ts";

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

  /** What is in force on the system's queue, by setting: policies and its own arguments together. */
  async frameSettings(): Promise<Record<string, EffectiveSetting>> {
    const [settings = {}] = await this.effective(QUEUE);
    return settings;
  }

  /** The same of several queues, in their order. */
  async effective(...queues: string[]): Promise<Record<string, EffectiveSetting>[]> {
    const [policies, declared] = await Promise.all([
      this.limits(...queues),
      Promise.all(queues.map((queue) => this.queue(queue))),
    ]);
    return declared.map((queue, index) => effectiveSettings(policies[index] ?? {}, queue.arguments));
  }

  /** What is declared beside the system's own and this project's runs, in words. */
  async unexpectedDeclared(): Promise<string[]> {
    const [definitions, { policy }] = await Promise.all([this.definitions(), this.frameQueue()]);
    return unexpectedDeclared(definitions, {
      policy: policy || undefined,
      isOwn: (name) => isOwn(name, () => true),
    });
  }

  /** The node's limits in bytes: memory used at most, disk left free at least. */
  nodeLimits(): Promise<{ memory: number; disk: number }> {
    return toldByNode(this, "limits of memory and disk", ({ mem_limit: memory, disk_free_limit: disk }) =>
      memory === undefined || disk === undefined ? undefined : { memory, disk },
    );
  }

  /** What the node was started with. */
  settings(): Promise<MemberSettings> {
    return settingsOfNode(this);
  }

  /** Other limits for the queue that tests send to, until disposed of; beside those, what the system's queue follows. */
  async overrideLimits(changes: Policy["definition"]): Promise<AsyncDisposableStack> {
    const { policy } = await this.frameQueue();
    return this.override(this.framesAt, policy || POLICY, changes);
  }

  /** Waits until what is declared outlives a kill: a queue is not at stake before it is on disk. */
  onDisk(): Promise<void> {
    return queuesOnDisk(this.service);
  }

  /**
   * Waits until nothing is ready in the system's queue, as when every frame has expired.
   * @throws Undetermined with the TTL in force
   */
  async framesExpired(withinMs = EMPTY_WITHIN_MS.counted): Promise<void> {
    const { isComplete, ended } = await emptied(framesIn(this.frames), withinMs);
    if (isComplete) return;
    const ttl = (await this.frameSettings())["message-ttl"];
    const inForce = ttl ? `its TTL is ${ttl.value} ms` : "it has no TTL";
    throw new Undetermined(`${this.frames.destination}, ${withinMs / 1e3} s later: ${ended}; ${inForce}`);
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
