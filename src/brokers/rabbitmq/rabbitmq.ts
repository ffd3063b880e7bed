import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { virtualHostIn } from "../../stack/endpoint-url.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { addressOf, type Broker } from "../broker.ts";
import { POLICY, QUEUE } from "./names.ts";
import { RABBITMQ_CAUSES } from "./rabbitmq-causes.ts";
import { rabbitMQLoginOf } from "./rabbitmq-login.ts";
import { RabbitMQQueue } from "./rabbitmq-queue.ts";
import type { RabbitMQTarget } from "./rabbitmq-target.ts";
import { RABBITMQ_VERSIONS } from "./rabbitmq-versions.ts";

const PORT = 5672;
const TLS_PORT = 5671;
const METRICS_PORT = 15692;

/** Frames as messages of a quorum queue. In profile ha every node of the cluster takes them. */
export const rabbitmq: Broker<RabbitMQTarget> = {
  id: "rabbitmq",
  title: "RabbitMQ",
  destination: QUEUE,
  url: { scheme: "amqp", ports: { plain: PORT, tls: TLS_PORT }, parameter: "queue" },
  nodes: ["rabbitmq", "rabbitmq-2", "rabbitmq-3"],
  witnesses: [],
  causes: RABBITMQ_CAUSES,
  versions: RABBITMQ_VERSIONS,

  targetOf({ environment }, at, destination) {
    return { ...at, broker: "rabbitmq", ...rabbitMQLoginOf(environment), destination };
  },

  async targetOfMembers(target, { nodes: [, ...others] }) {
    return { ...target, others: await Promise.all(others.map((each) => each.address(PORT))) };
  },

  targetOfUrl({ at, user, password, path }, destination) {
    const login = { user: user || "guest", password: password || "guest" };
    return {
      ...at,
      broker: "rabbitmq",
      ...login,
      vhost: virtualHostIn(path, "the URL of rabbitmq"),
      destination,
    };
  },

  subjectOf({ host, port, others, vhost }) {
    const at = `rabbitmq at ${host}:${port}`;
    const where = others ? `${at}, and ${others.length} other nodes` : at;
    return vhost === "/" ? where : `${where}, virtual host ${vhost}`;
  },

  at({ destination, ...target }) {
    const others = target.others?.map((each) => async () => each) ?? [];
    return new RabbitMQQueue({
      ...target,
      queue: destination,
      address: async () => addressOf(target),
      others,
    });
  },

  async ready(service, destination) {
    const admin = await administered(service);
    await admin.answers();
    if (destination !== this.destination) {
      await admin.declareQueue(destination, (await admin.queue(this.destination)).type);
    }
    return { version: (await admin.overview()).rabbitmq_version };
  },

  keptBy:
    "A durable quorum queue (it fsyncs by itself), publisher confirms, overflow reject-publish and a dead-letter exchange for expired frames.",

  async speedSettings(service) {
    return { queue: (await (await administered(service)).queue(this.destination)).type };
  },

  async full(service, destination) {
    const admin = await administered(service);
    const { policy } = await admin.queue(this.destination);
    return admin.override(destination, policy || POLICY, { "max-length": 0 });
  },

  async removeOwn(service, isGoing) {
    const { removeQueues } = await import("./own-queues.ts");
    return removeQueues(await administered(service), isGoing);
  },

  async addresses() {
    return (await import("./rabbitmq-addresses.ts")).RABBITMQ_ADDRESSES;
  },

  async administrationLetsIn(service) {
    const { managementAnswers } = await import("./management-answers.ts");
    return managementAnswers(await administered(service));
  },

  async container() {
    return (await import("@testcontainers/rabbitmq")).RabbitMQContainer;
  },

  async bench(service) {
    return (await import("./rabbitmq-bench.ts")).rabbitmqBench(rabbitmq, service);
  },

  async durability() {
    return (await import("./rabbitmq-durability.ts")).rabbitmqDurability(rabbitmq);
  },

  async destinations(service) {
    return (await administered(service)).queues();
  },

  export: {
    async write([node], folder, progress) {
      progress("definitions");
      const definitions = await (await administered(node)).definitions();
      await writeFile(join(folder, "definitions.json"), definitions, { mode: 0o600 });
    },
  },

  deployment: {
    front: "leader",
    // Longer than net_ticktime.
    isolationSeconds: 30,
    // It wants 2 GB free.
    diskMiB: 4_096,
    async of(parts) {
      const { RabbitMQDeployment } = await import("./rabbitmq-deployment.ts");
      return new RabbitMQDeployment(rabbitmq, parts);
    },
  },

  watched: {
    exporters: [],
    haJobs: [],
    targets: ["rabbitmq", "rabbitmq-queues"].flatMap((job) =>
      ["rabbitmq", "rabbitmq-2", "rabbitmq-3"].map((service) => ({
        ...{ job, instance: `${service}:${METRICS_PORT}`, service },
      })),
    ),
    async identityOf({ name }) {
      return { metric: "rabbitmq_identity_info", label: "rabbitmq_node", value: `rabbit@${name}` };
    },
    figures: { prefixes: ["rabbitmq"], of: "RabbitMQ" },
    async rareEvents(service, publish) {
      const { rareEventsOfRabbitMQ } = await import("./rabbitmq-watched.ts");
      return rareEventsOfRabbitMQ(service, publish);
    },
    async known(ground) {
      return (await import("./rabbitmq-known.ts")).knownRabbitMQ(ground);
    },
  },

  async access() {
    return (await import("./rabbitmq-access.ts")).RABBITMQ_ACCESS;
  },

  async drills() {
    return (await import("./rabbitmq-drills.ts")).RABBITMQ_DRILLS;
  },
};

/** Loaded when it is asked for: a thread that sends frames needs none of it, and its garbage would be their latency. */
async function administered(service: RunningService) {
  const { RabbitMQAdmin } = await import("./rabbitmq-admin.ts");
  return new RabbitMQAdmin(service);
}
