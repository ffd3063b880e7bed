import type { ConsumerInfo, StreamInfo } from "@nats-io/jetstream";
import { z } from "zod";
import { get, readJson } from "../../kernel/http.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { around, exactly, type KnownFigure } from "../known.ts";
import { STREAM } from "./names.ts";
import { NatsAdmin } from "./nats-admin.ts";

const BROKER = { broker: "nats" };
const MONITORING_PORT = 8222;

/** What passes between two looks at a clock, of Prometheus and the node. */
const APART_SECONDS = 5;

const varzSchema = z.object({
  ...{ connections: z.number(), mem: z.number(), slow_consumers: z.number() },
  ...{ version: z.string(), start: z.iso.datetime({ offset: true }), now: z.iso.datetime({ offset: true }) },
});
const jszSchema = z.object({ bytes: z.number(), config: z.object({ max_storage: z.number() }) });

/** What a node tells of itself. */
export interface SeenNode {
  name: string;
  isHealthy: boolean;
  varz: z.output<typeof varzSchema>;
  jsz: z.output<typeof jszSchema>;
}

/** Asked at its monitoring port, which is no client of it. */
export async function seenOf(service: RunningService): Promise<SeenNode> {
  const url = await service.url(MONITORING_PORT);
  const [varz, jsz, health] = await Promise.all([
    get(`${url}/varz`).then((answer) => readJson(answer, varzSchema)),
    get(`${url}/jsz`).then((answer) => readJson(answer, jszSchema)),
    new NatsAdmin(service).health(),
  ]);
  return { name: service.name, isHealthy: health === "ok", varz, jsz };
}

/** As Prometheus knows a node. */
export function instanceOf(name: string): { instance: string } {
  return { instance: `${name}:${MONITORING_PORT}` };
}

type Stream = Pick<StreamInfo, "state" | "config" | "cluster">;
type Consumer = Pick<ConsumerInfo, "num_pending" | "num_ack_pending" | "num_redelivered" | "num_waiting">;

/** What is known of the nodes, and of the stream with its consumer. */
export function figuresOf(nodes: readonly SeenNode[], stream: Stream, consumer: Consumer): KnownFigure[] {
  const { state, config, cluster } = stream;
  // A server alone names no leader.
  const leader = cluster?.leader ?? nodes[0]?.name ?? "";
  return [
    ...nodes.flatMap((node) => ofNode(node, node.name === leader ? state.bytes / config.max_bytes : 0)),
    exactly("backlog", BROKER, state.messages),
    exactly("nats-messages", {}, state.messages),
    exactly("nats-messages-limit", {}, config.max_msgs),
    exactly("nats-bytes", {}, state.bytes),
    exactly("nats-bytes-limit", {}, config.max_bytes),
    exactly("nats-lag", {}, consumer.num_pending),
    exactly("nats-pending", {}, consumer.num_ack_pending),
    exactly("nats-redelivered", {}, consumer.num_redelivered),
    exactly("nats-waiting", {}, consumer.num_waiting),
    exactly("nats-leader", instanceOf(leader), 1),
    exactly("nats-replicas", { stream_name: STREAM }, 1 + (cluster?.replicas?.length ?? 0)),
  ];
}

/** @param ofStream the share of the stream's own limit, where the node leads it */
function ofNode({ name, isHealthy, varz, jsz }: SeenNode, ofStream: number): KnownFigure[] {
  const of = instanceOf(name);
  const share = Math.max(jsz.bytes / jsz.config.max_storage, ofStream);
  return [
    exactly("node-up", { ...BROKER, ...of }, 1),
    exactly("memory-share", { ...BROKER, ...of }, share),
    exactly("node-version", { ...of, version: varz.version }, 1),
    around("node-uptime", of, (Date.parse(varz.now) - Date.parse(varz.start)) / 1e3, APART_SECONDS),
    exactly("node-disk-left", of, jsz.config.max_storage - jsz.bytes),
    exactly("nats-memory-share", of, share),
    exactly("nats-memory", of, varz.mem),
    exactly("nats-connections", of, varz.connections),
    exactly("nats-slow-consumers", of, varz.slow_consumers),
    exactly("nats-health", of, isHealthy ? 0 : 1),
  ];
}
