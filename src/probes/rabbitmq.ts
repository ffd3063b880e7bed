import { z } from "zod";
import type { RunningService } from "../stack/running-service.ts";
import { done, notYet, until } from "../wait.ts";
import { get } from "./http.ts";

const AMQP_PORT = 5672;
const MANAGEMENT_PORT = 15672;
const VHOST = encodeURIComponent("/");

const overviewSchema = z.object({ rabbitmq_version: z.string(), cluster_name: z.string() });

const queueSchema = z.object({
  name: z.string(),
  durable: z.boolean(),
  type: z.string(),
  policy: z.string().nullish(),
  effective_policy_definition: z.record(z.string(), z.union([z.string(), z.number()])).nullish(),
  arguments: z.record(z.string(), z.unknown()),
  messages: z.number().default(0),
  leader: z.string().optional(),
  members: z.array(z.string()).default([]),
  online: z.array(z.string()).default([]),
});

const nodesSchema = z.array(
  z.object({
    name: z.string(),
    running: z.boolean(),
    partitions: z.array(z.string()).default([]),
    mem_alarm: z.boolean().default(false),
    disk_free_alarm: z.boolean().default(false),
  }),
);

const policySchema = z.object({
  name: z.string(),
  pattern: z.string(),
  "apply-to": z.string(),
  priority: z.number(),
  definition: z.record(z.string(), z.union([z.string(), z.number()])),
});

export type Queue = z.infer<typeof queueSchema>;
export type RabbitMQNode = z.infer<typeof nodesSchema>[number];
export type Policy = z.infer<typeof policySchema>;

/** Looks at a running RabbitMQ through its management API. */
export class RabbitMQProbe {
  readonly service: RunningService;

  constructor(service: RunningService) {
    this.service = service;
  }

  get login() {
    const { BROKER_USER: user = "", BROKER_PASSWORD: password = "" } = this.service.service.environment;
    return { address: () => this.service.address(AMQP_PORT), user, password };
  }

  async overview(): Promise<z.infer<typeof overviewSchema>> {
    return overviewSchema.parse(await this.#json("/api/overview"));
  }

  async queue(name: string): Promise<Queue> {
    return queueSchema.parse(await this.#json(`/api/queues/${VHOST}/${name}`));
  }

  async nodes(): Promise<RabbitMQNode[]> {
    return nodesSchema.parse(await this.#json("/api/nodes"));
  }

  async policy(name: string): Promise<Policy> {
    return policySchema.parse(await this.#json(`/api/policies/${VHOST}/${name}`));
  }

  async putPolicy({ name, ...body }: Policy): Promise<void> {
    await this.#request(`/api/policies/${VHOST}/${name}`, { method: "PUT", body: JSON.stringify(body) });
  }

  async deletePolicy(name: string): Promise<void> {
    await this.#request(`/api/policies/${VHOST}/${name}`, { method: "DELETE" });
  }

  async purge(queue: string): Promise<void> {
    await this.#request(`/api/queues/${VHOST}/${queue}/contents`, { method: "DELETE" });
  }

  /** What a browser gets at the management port: content type and body, without a login. */
  async page(path: string): Promise<{ contentType: string; body: string }> {
    const response = await get((await this.service.url(MANAGEMENT_PORT)) + path);
    return { contentType: response.headers.get("content-type") ?? "", body: await response.text() };
  }

  async answers(deadlineMs = 60_000): Promise<void> {
    await until("RabbitMQ answers on its API", { deadlineMs, everyMs: 200 }, async () => {
      const down = (await this.nodes()).filter(({ running }) => !running).map(({ name }) => name);
      return down.length === 0 ? done(undefined) : notYet(`not running: ${down.join(", ")}`);
    });
  }

  async #json(path: string): Promise<unknown> {
    return (await this.#request(path)).json();
  }

  async #request(path: string, init: RequestInit = {}): Promise<Response> {
    const { user, password } = this.login;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
    const headers = { authorization, "content-type": "application/json" };
    return get((await this.service.url(MANAGEMENT_PORT)) + path, { ...init, headers });
  }
}
