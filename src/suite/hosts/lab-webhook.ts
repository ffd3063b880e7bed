import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Lab } from "../../hosts/lab/lab.ts";
import type { Relays } from "../../hosts/lab/relays.ts";
import { GATEWAY } from "../../hosts/lab/space.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import { type AlertsHeard, alertsHeard, webhookVariables } from "../../plan/watch.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { type Arrival, WebhookInbox } from "../../watchers/webhook-inbox.ts";

/** In the lab's own network, where nothing else listens at its gateway. */
const PORT = 8080;
const HEARD_WITHIN_MS = 10_000;

/** The webhook at which alerts of a lab arrive. It is on none of the hosts: it hears of the loss of any. */
export class LabWebhook implements AsyncDisposable {
  readonly inbox = new WebhookInbox();
  readonly url = `http://${GATEWAY}:${PORT}/`;
  /** Variables of `.env`, each with an address of its own here. */
  readonly variables: Readonly<Record<string, string>>;
  readonly #heardAt: Readonly<Record<string, string>>;
  readonly #server = createServer((request, response) => {
    this.#take(request)
      .then(() => response.end())
      .catch(() => response.destroy());
  });

  static async open(lab: Lab, relays: Relays): Promise<LabWebhook> {
    const webhook = new LabWebhook(alertsHeard());
    webhook.#server.listen(relays.leadOut({ init: lab.space, host: GATEWAY, port: PORT }));
    await once(webhook.#server, "listening");
    return webhook;
  }

  private constructor(heard: AlertsHeard) {
    this.#heardAt = heard.heardAt;
    this.variables = Object.fromEntries(webhookVariables(heard).map((name) => [name, `${this.url}${name}`]));
  }

  /** Whether an alert has come to the address of its severity. */
  isItsOwn({ path, labels }: Pick<Arrival, "path" | "labels">): boolean {
    return path === `/${this.#heardAt[labels.severity ?? ""]}`;
  }

  /** @throws Undetermined when what an Alertmanager sends does not arrive here */
  async isReachedBy(alertmanager: RunningService, host: string): Promise<void> {
    const name = randomUUID();
    const url = new URL(this.inbox.pathOfProbe(name), this.url).href;
    const sent = ["wget", "-Y", "off", "-O", "/dev/null", "--post-data=probe", url];
    await until(`a probe of Alertmanager on ${host} arrives`, { deadlineMs: HEARD_WITHIN_MS }, async () => {
      const { output } = await alertmanager.run(sent);
      return this.inbox.hasProbe(name)
        ? done(undefined)
        : notYet(output.trim().split("\n").slice(-2).join(" "));
    }).catch((thrown: unknown) => {
      throw new Undetermined(`alerts of ${host} do not reach the webhook of the lab: ${messageOf(thrown)}`, {
        cause: thrown,
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #take(request: IncomingMessage): Promise<void> {
    const body = await buffer(request);
    this.inbox.take(`200 ${request.url} ${body.toString("base64")}`);
  }
}
