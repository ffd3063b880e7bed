import { refused } from "../../stack/endpoint-url.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { addressOf, type Broker } from "../broker.ts";
import { STREAM } from "./names.ts";
import { NATS_CAUSES } from "./nats-causes.ts";
import { natsLoginOf } from "./nats-login.ts";
import { NatsStream } from "./nats-stream.ts";
import type { NatsTarget } from "./nats-target.ts";
import { NATS_VERSIONS } from "./nats-versions.ts";

const PORT = 4222;

/** Frames as messages of a stream of JetStream. In profile nats-ha every node of the cluster takes them. */
export const nats: Broker<NatsTarget> = {
  id: "nats",
  title: "NATS",
  destination: STREAM,
  url: { scheme: "nats", ports: { plain: PORT, tls: PORT }, parameter: "stream" },
  nodes: ["nats", "nats-2", "nats-3"],
  witnesses: [],
  causes: NATS_CAUSES,

  amongOthers: (shipped) => ({
    ...shipped,
    environment: { ...shipped.environment, NATS_MODE: "cluster" },
  }),

  targetOf({ environment }, at, destination) {
    return { ...at, broker: "nats", ...natsLoginOf(environment), destination };
  },

  async targetOfMembers(target, { nodes: [, ...others] }) {
    return { ...target, others: await Promise.all(others.map((each) => each.address(PORT))) };
  },

  targetOfUrl({ at, user, password, path }, destination) {
    if (path !== "" && path !== "/")
      throw refused("the URL of nats", "no path", path, "name the stream behind it: ?stream=NAME");
    return { ...at, broker: "nats", user: user || "admin", password: password || "admin", destination };
  },

  subjectOf({ host, port, others }) {
    const at = `nats at ${host}:${port}`;
    return others && others.length > 0 ? `${at}, and ${others.length} other nodes` : at;
  },

  at({ destination, user, password, ...target }) {
    const others = target.others?.map((each) => async () => each) ?? [];
    return new NatsStream({
      ...{ user, password, destination, others },
      address: async () => addressOf(target),
    });
  },

  async ready(service, destination) {
    const admin = await administered(service);
    await admin.answers();
    if (destination !== this.destination) await admin.declareLike(destination);
    return { version: (await admin.varz()).version };
  },

  keptBy:
    "sync_interval always (the default fsyncs every two minutes), a stream with storage file and discard new, acknowledged publishes; in profile ha three replicas.",

  async speedSettings(service) {
    const admin = await administered(service);
    const [{ jetstream }, { config }] = await Promise.all([admin.varz(), admin.stream()]);
    const { sync_always: isSynced = false } = jetstream.config ?? {};
    return {
      sync_interval: isSynced ? "always" : String(jetstream.config?.sync_interval ?? "unknown"),
      storage: config.storage,
      replicas: String(config.num_replicas),
    };
  },

  async full(service, destination) {
    return (await administered(service)).override(destination, { max_bytes: 1 });
  },

  async removeOwn(service, isGoing) {
    const admin = await administered(service);
    const going = (await admin.destinations()).filter(isGoing);
    for (const destination of going) await admin.remove(destination);
    return going;
  },

  async addresses() {
    return (await import("./nats-addresses.ts")).NATS_ADDRESSES;
  },

  async administrationLetsIn(service) {
    await (await administered(service)).varz();
  },

  versions: NATS_VERSIONS,

  async durability() {
    return (await import("./nats-durability.ts")).natsDurability(nats);
  },

  watched: {
    exporters: [{ service: "nats-exporter", port: 7777 }],
    haJobs: [],
    // One exporter tells of them all.
    targets: ["nats", "nats-2", "nats-3"].map((service) => ({
      ...{ job: "nats", instance: "nats-exporter:7777", service },
    })),
    figures: { prefixes: ["gnatsd", "jetstream"], of: "NATS exporter" },
    async rareEvents() {
      // Every figure is there from the start.
      return new AsyncDisposableStack();
    },
    untold: ["frames-refused"],
    async known(ground) {
      return (await import("./nats-known.ts")).knownNats(ground);
    },
  },

  async access() {
    return (await import("./nats-access.ts")).NATS_ACCESS;
  },

  async drills() {
    return (await import("./nats-drills.ts")).NATS_DRILLS;
  },

  deployment: {
    front: "leader",
    // A leader without a majority steps down after ten seconds.
    isolationSeconds: 20,
    // XFS takes no disk of less than 300.
    diskMiB: 1_024,
    // A little more than the plan's frames. Three nodes on one disk took some 200.
    framesPerSecondOnHosts: 110,
    async of(parts) {
      const { NatsDeployment } = await import("./nats-deployment.ts");
      return new NatsDeployment(nats, parts);
    },
  },

  async destinations(service) {
    return (await administered(service)).destinations();
  },
};

/** Loaded when it is asked for: a thread that sends frames needs none of it, and its garbage would be their latency. */
async function administered(service: RunningService) {
  const { NatsAdmin } = await import("./nats-admin.ts");
  return new NatsAdmin(service);
}
