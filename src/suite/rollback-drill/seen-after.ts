import { createReadStream, globSync } from "node:fs";
import { basename, join } from "node:path";
import { BROKERS } from "../../brokers/all.ts";
import { RabbitMQAdmin } from "../../brokers/rabbitmq/rabbitmq-admin.ts";
import { RedisAdmin } from "../../brokers/redis/redis-admin.ts";
import type { Journal } from "../../rollback/journal.ts";
import { engine } from "../../stack/engine.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { PrometheusProbe } from "../../watchers/prometheus.ts";
import { producers } from "../trial-stack/producers.ts";
import type { TrialStack } from "../trial-stack/trial-stack.ts";
import type { SeenAfter } from "./steps-told.ts";

/** Versions by other words than the rollback's own, of the brokers that have such. */
const VERSIONS: Readonly<Record<string, (service: RunningService) => Promise<string>>> = {
  redis: async (service) => (await new RedisAdmin(service).info()).redis_version ?? "unknown",
  rabbitmq: async (service) => (await new RabbitMQAdmin(service).overview()).rabbitmq_version,
};

/** Looks, right after a rollback, at what its steps speak of. @param of.services without the producers */
export async function seenAfter(of: {
  trial: TrialStack;
  services: readonly RunningService[];
  journal: Pick<Journal, "folder" | "entry">;
  changedFiles: number;
}): Promise<SeenAfter> {
  const { trial, services, journal, changedFiles } = of;
  const asked = journal.entry.services;
  const [healthy, firing, states] = await Promise.all([
    healthyOf(services.filter(({ name }) => asked.includes(name))),
    firingOf(services),
    trial.composed.states(),
  ]);
  const sending = producers();
  return {
    exported: await exportedIn(journal.folder),
    changedFiles,
    healthy,
    versions: await versionsOf(services),
    producers: states
      .filter((each) => each.isRunning && sending.includes(each.service))
      .map((each) => each.service),
    firing,
  };
}

async function versionsOf(services: readonly RunningService[]): Promise<Record<string, string>> {
  const told = BROKERS.map(async ({ id, title, nodes }): Promise<[string, string][]> => {
    const service = services.find(({ name }) => name === nodes[0]);
    const version = service && (await VERSIONS[id]?.(service));
    return version ? [[title, version]] : [];
  });
  return Object.fromEntries((await Promise.all(told)).flat());
}

/** As the engine has it; a service without a health check is as healthy as it runs. */
async function healthyOf(services: readonly RunningService[]): Promise<string[]> {
  const docker = await engine();
  const each = services.map(async ({ name, id }) => {
    const { State } = await docker.getContainer(id).inspect();
    return State.Running && (State.Health?.Status ?? "healthy") === "healthy" ? [name] : [];
  });
  return (await Promise.all(each)).flat();
}

async function firingOf(services: readonly RunningService[]): Promise<string[]> {
  const service = services.find(({ name }) => name === "prometheus");
  const alerts = service ? await new PrometheusProbe(service).alerts() : [];
  return (
    alerts
      .filter(({ labels, state }) => state === "firing" && labels.triggers === "rollback")
      .map(({ labels }) => labels.alertname ?? "")
      // Of the past, for some minutes: what was lost stays lost.
      .filter((name) => name !== "FramesLost")
  );
}

/** Lines of each exported file, counted as bytes. */
async function exportedIn(folder: string): Promise<Record<string, number>> {
  const files = globSync(join(folder, "export/*/*.jsonl"));
  const counts = files.map(
    async (file): Promise<[string, number]> => [basename(file, ".jsonl"), await linesOf(file)],
  );
  return Object.fromEntries(await Promise.all(counts));
}

async function linesOf(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (const byte of chunk) if (byte === 10) lines += 1;
  }
  return lines;
}
