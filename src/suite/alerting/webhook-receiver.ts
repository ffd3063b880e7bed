import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rabbitmq } from "../../brokers/rabbitmq/rabbitmq.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import { type AlertsHeard, alertsHeard, webhookVariables } from "../../plan/watch.ts";
import { Companion } from "../../stack/companion.ts";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { Stack } from "../../stack/stack.ts";
import { type Arrival, WebhookInbox } from "../../watchers/webhook-inbox.ts";
import { proveWay } from "../../watchers/webhook-proof.ts";

const NAME = "webhook";
/** The port and the file that webhook-receiver.erl names. */
const PORT = 8080;
const LISTENS_WITHIN_MS = 5_000;
const REFUSES = "/tmp/refuses";
const PROGRAM = readFileSync(join(import.meta.dirname, "webhook-receiver.erl"), "utf8");

/**
 * The webhook at which alerts arrive: a container on the stack's own network, so that Alertmanager reaches it under every
 * kind of engine. It runs in RabbitMQ's image, which is there with the stack and has Erlang.
 */
export class WebhookReceiver implements AsyncDisposable {
  /** What has arrived. */
  readonly inbox: WebhookInbox;
  readonly url = `http://${NAME}:${PORT}/`;
  /** Variables of `.env`, each with an address of its own here. */
  readonly variables: Readonly<Record<string, string>>;
  readonly #heardAt: Readonly<Record<string, string>>;
  readonly #companion: Companion;

  /** @throws Undetermined when its container does not start */
  static async start(stack: Stack, heard: AlertsHeard = alertsHeard()): Promise<WebhookReceiver> {
    const inbox = new WebhookInbox();
    const service = serviceOf(readComposeFile(), rabbitmq.id);
    const started = Companion.start({
      stack: stack.id,
      name: NAME,
      service,
      command: ["erl", "+S", "1", "+sbwt", "none", "-noinput", "-eval", PROGRAM],
      environment: { ERL_CRASH_DUMP_BYTES: "0" },
      onLine: (line) => inbox.take(line),
    });
    const companion = await started.catch((thrown: unknown) => {
      throw new Undetermined(
        `alerts cannot be heard: the webhook's container, erl of ${service.image}, does not start: ${messageOf(thrown)}`,
        { cause: thrown },
      );
    });
    return new WebhookReceiver(companion, inbox, heard);
  }

  private constructor(companion: Companion, inbox: WebhookInbox, heard: AlertsHeard) {
    this.#companion = companion;
    this.inbox = inbox;
    this.#heardAt = heard.heardAt;
    this.variables = Object.fromEntries(webhookVariables(heard).map((name) => [name, `${this.url}${name}`]));
  }

  /** Whether an alert has come to the address of its severity. */
  isItsOwn({ path, labels }: Pick<Arrival, "path" | "labels">): boolean {
    return path === `/${this.#heardAt[labels.severity ?? ""]}`;
  }

  /** @throws Undetermined within seconds when what this Alertmanager sends is not heard here */
  async isReachedBy(alertmanager: RunningService): Promise<void> {
    // What does not listen is told by the probe, with its reason.
    await until("the webhook listens", { deadlineMs: LISTENS_WITHIN_MS }, () =>
      this.inbox.remarks.length > 0 || this.#companion.hasEnded ? done(undefined) : notYet("it does not"),
    ).catch(() => undefined);
    const name = randomUUID();
    const url = new URL(this.inbox.pathOfProbe(name), this.url).href;
    await proveWay({
      post: () => alertmanager.run(["wget", "-Y", "off", "-O", "/dev/null", "--post-data=probe", url]),
      hasProbe: () => this.inbox.hasProbe(name),
      webhookState: () => this.#state(),
    });
  }

  /** Why an alert may have been missed, if so: nothing more was heard, or what came could not be read. */
  async trouble(): Promise<string | undefined> {
    if (this.#companion.hasEnded)
      return `the webhook's container ${await this.#state()}, or its log broke off`;
    const [first] = this.inbox.unreadable;
    return first && `a notification of Alertmanager's could not be read: ${first}`;
  }

  /** Answers every notification with 400 from now on, as one who does not want it. */
  async refuse(): Promise<void> {
    await this.#companion.run("touch", REFUSES);
  }

  /** Takes every notification again. */
  async accept(): Promise<void> {
    await this.#companion.run("rm", "-f", REFUSES);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#companion[Symbol.asyncDispose]();
  }

  async #state(): Promise<string> {
    return [await this.#companion.state(), ...this.inbox.remarks.slice(-3)].join(": ");
  }
}
