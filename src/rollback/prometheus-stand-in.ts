import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { RunningService } from "../stack/running-service.ts";

// A Prometheus for unit tests: which rules it has and what fires is the test's to say.

/** A rule as the Prometheus API tells it. @param triggers its label of that name */
export function ruleNamed(name: string, triggers?: string): object {
  return { name, labels: triggers ? { triggers } : {} };
}

/** An alert of redis as the Prometheus API tells it. */
export function alertNamed(alertname: string, state = "firing", triggers = "rollback"): object {
  return { labels: { alertname, broker: "redis", triggers }, state };
}

/** Services that run, a Prometheus among them. @param alerts those of each moment that it is asked */
export async function runningPrometheus(
  rules: readonly object[],
  alerts: () => readonly object[],
): Promise<RunningService[]> {
  const server = createServer((request, response) => {
    const data = request.url?.includes("/rules") ? { groups: [{ rules }] } : { alerts: alerts() };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const services = [{ name: "redis" }, { name: "prometheus", url: async () => url }];
  return services as unknown as RunningService[];
}
