import type { z } from "zod";
import { type Asked, basicLogin, get, type HttpAnswer, readJson } from "../../kernel/http.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { type CommitMark, memberBehind } from "./quorum-status.ts";
import {
  type Alarm,
  alarmsSchema,
  clientsSchema,
  namesSchema,
  nodesSchema,
  overviewSchema,
  type Policy,
  policySchema,
  type Queue,
  queueSchema,
  type RabbitMQNode,
  toldLimitsSchema,
} from "./rabbitmq-answers.ts";
import { rabbitMQLoginOf } from "./rabbitmq-login.ts";
import { limitsOf } from "./rabbitmq-settings.ts";

const AMQP_PORT = 5672;
const MANAGEMENT_PORT = 15672;

/** Administers a running RabbitMQ through its management API: its queues, policies, alarms and figures. */
export class RabbitMQAdmin {
  readonly service: RunningService;

  constructor(service: RunningService) {
    this.service = service;
  }

  get login() {
    return {
      address: () => this.service.address(AMQP_PORT),
      ...rabbitMQLoginOf(this.service.service.environment),
    };
  }

  /** As a path of the API names it. */
  get #vhost(): string {
    return encodeURIComponent(this.login.vhost);
  }

  async overview(): Promise<z.infer<typeof overviewSchema>> {
    return this.#json("/api/overview", overviewSchema);
  }

  /** Straight from the queue: the figures of the management database are seconds old. */
  async queue(name: string): Promise<Queue> {
    const path = `/api/queues/${this.#vhost}/${name}?disable_stats=true&enable_queue_totals=true`;
    return this.#json(path, queueSchema);
  }

  /** Declares a durable queue of that kind: quorum, classic or stream. */
  async declareQueue(name: string, kind: string): Promise<void> {
    const body = JSON.stringify({ durable: true, arguments: { "x-queue-type": kind } });
    await this.#request(`/api/queues/${this.#vhost}/${name}`, { method: "PUT", body });
  }

  /** Removes a queue with everything in it. */
  async removeQueue(name: string): Promise<void> {
    await this.#request(`/api/queues/${this.#vhost}/${encodeURIComponent(name)}`, { method: "DELETE" });
  }

  /** Names of the policies of the virtual host. */
  async policies(): Promise<string[]> {
    const policies = await this.#json(`/api/policies/${this.#vhost}`, namesSchema);
    return policies.map(({ name }) => name);
  }

  async removePolicy(name: string): Promise<void> {
    await this.#request(`/api/policies/${this.#vhost}/${encodeURIComponent(name)}`, { method: "DELETE" });
  }

  /**
   * The settings in force on queues, from the policies that each follows. Where the node cannot be asked itself, as the
   * management database has them: up to some seconds old.
   */
  async limits(...queues: string[]): Promise<Policy["definition"][]> {
    try {
      const asked = ["list_queues", "-p", this.login.vhost, "name", "effective_policy_definition"];
      const output = await this.service.exec(["rabbitmqctl", "-q", "--formatter", "json", ...asked]);
      return queues.map((queue) => limitsOf(queue, output));
    } catch (thrown) {
      if (!(thrown instanceof Undetermined)) throw thrown;
      const told = (queue: string) => this.#json(`/api/queues/${this.#vhost}/${queue}`, toldLimitsSchema);
      return Promise.all(queues.map(async (queue) => (await told(queue)).effective_policy_definition));
    }
  }

  /** Which member of a quorum queue is behind its leader, in words, if one is. */
  async memberBehind(queue: string, mark?: CommitMark): Promise<string | undefined> {
    const asked = ["quorum_status", "--vhost", this.login.vhost, queue, "--formatter", "json"];
    return memberBehind(await this.service.exec(["rabbitmq-queues", "-q", ...asked]), mark);
  }

  /** Names of the queues of the virtual host. */
  async queues(): Promise<string[]> {
    const queues = await this.#json(`/api/queues/${this.#vhost}?disable_stats=true`, namesSchema);
    return queues.map(({ name }) => name);
  }

  /** Everything that is declared, users with their hashed passwords among it, as JSON that can be imported. */
  async definitions(): Promise<string> {
    return (await this.#request("/api/definitions")).body;
  }

  /** How connected clients of the cluster call themselves; those that don't are left out. */
  async clients(): Promise<string[]> {
    const clients = await this.#json("/api/connections?disable_stats=true", clientsSchema);
    return clients.flatMap(({ client_properties }) => client_properties?.connection_name ?? []);
  }

  async nodes(): Promise<RabbitMQNode[]> {
    return this.#json("/api/nodes", nodesSchema);
  }

  /** How much memory this node may use, as is in force. */
  async memoryLimitBytes(): Promise<number> {
    const name = `rabbit@${this.service.name}`;
    const limit = (await this.nodes()).find((node) => node.name === name)?.mem_limit;
    if (!limit) throw new Error(`${name} does not tell its memory limit`);
    return limit;
  }

  /** Memory and disk alarms of all nodes, as they are now. */
  async alarms(): Promise<Alarm[]> {
    // 503 is the answer that there are some.
    const takes = (status: number) => status === 200 || status === 503;
    return readJson(await this.#request("/api/health/checks/alarms", { takes }), alarmsSchema);
  }

  async policy(name: string): Promise<Policy> {
    return this.#json(`/api/policies/${this.#vhost}/${name}`, policySchema);
  }

  /**
   * Lays a policy over what a queue follows: a deployed one that differs in the given settings, to reach a limit sooner.
   * Waits until the queue follows it; disposing takes it away again.
   */
  async override(
    queue: string,
    policy: string,
    changes: Policy["definition"],
  ): Promise<AsyncDisposableStack> {
    const deployed = await this.policy(policy);
    const name = `${queue}-override`;
    const { policy: followed } = await this.queue(queue);
    const body = {
      pattern: `^${RegExp.escape(queue)}$`,
      "apply-to": deployed["apply-to"],
      priority: deployed.priority + 1,
      definition: { ...deployed.definition, ...changes },
    };
    await using undo = new AsyncDisposableStack();
    undo.defer(async () => {
      await this.removePolicy(name);
      await this.#follows(queue, followed);
    });
    await this.#request(`/api/policies/${this.#vhost}/${name}`, {
      method: "PUT",
      body: JSON.stringify(body),
    });
    await this.#follows(queue, name);
    return undo.move();
  }

  /** What a browser gets at the management port, without a login: content type, and the title of the page. */
  async page(path: string): Promise<{ contentType: string; title: string }> {
    const { body, contentType } = await get((await this.service.url(MANAGEMENT_PORT)) + path);
    const [, title = "no title"] = /<title>(.*?)<\/title>/s.exec(body) ?? [];
    return { contentType, title };
  }

  async answers(deadlineMs = 60_000): Promise<void> {
    await until("RabbitMQ answers on its API", { deadlineMs, everyMs: 200 }, async () => {
      const down = (await this.nodes()).filter(({ running }) => !running).map(({ name }) => name);
      return down.length === 0 ? done(undefined) : notYet(`not running: ${down.join(", ")}`);
    });
  }

  /** @param policy none where the queue is to follow none */
  async #follows(queue: string, policy: string | null | undefined): Promise<void> {
    await until(
      `${queue} follows ${policy || "no policy"}`,
      { deadlineMs: 20_000, everyMs: 50 },
      async () => {
        const { policy: followed } = await this.queue(queue);
        return (followed || "") === (policy || "") ? done(undefined) : notYet(`it follows ${followed}`);
      },
    );
  }

  async #json<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    return readJson(await this.#request(path), schema);
  }

  async #request(path: string, asked: Asked = {}): Promise<HttpAnswer> {
    const { user, password } = this.login;
    const headers = { ...basicLogin(user, password), "content-type": "application/json" };
    return get((await this.service.url(MANAGEMENT_PORT)) + path, { ...asked, headers });
  }
}
