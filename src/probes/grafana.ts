import { z } from "zod";
import { type Asked, basicLogin, get, type HttpAnswer, readJson } from "../http.ts";
import type { RunningService } from "../stack/running-service.ts";
import { done, notYet, until } from "../wait.ts";

const PORT = 3000;
const DATA_SOURCE = { type: "prometheus", uid: "prometheus" };

const servedSchema = z.object({
  dashboard: z.object({ title: z.string(), uid: z.string() }),
  meta: z.object({ provisioned: z.boolean() }),
});

/** One result for each query: frames with a column of times and columns of values. */
const answerSchema = z.object({
  results: z.record(
    z.string(),
    z.object({
      error: z.string().optional(),
      frames: z.array(z.object({ data: z.object({ values: z.array(z.array(z.unknown())) }) })).default([]),
    }),
  ),
});

/** Looks at a running Grafana through its HTTP API. */
export class GrafanaProbe {
  readonly service: RunningService;

  constructor(service: RunningService) {
    this.service = service;
  }

  /** The dashboard of that uid as it is served. @throws DeadlinePassed when it is not served in time */
  async dashboard(uid: string, deadlineMs = 60_000): Promise<{ title: string; isProvisioned: boolean }> {
    return until(`Grafana serves the dashboard ${uid}`, { deadlineMs, everyMs: 500 }, async () => {
      const { dashboard, meta } = await readJson(
        await this.#request(`/api/dashboards/uid/${encodeURIComponent(uid)}`),
        servedSchema,
      );
      return dashboard.uid === uid
        ? done({ title: dashboard.title, isProvisioned: meta.provisioned })
        : notYet(`it serves ${dashboard.uid}`);
    });
  }

  /** Lines of its log about provisioning that went wrong. */
  async provisioningErrors(): Promise<string[]> {
    const lines = await this.service.printed();
    return lines.filter((line) => /level=(error|warn)/.test(line) && /provision/i.test(line));
  }

  /** Whether a query that a panel sends returns any point of the last five minutes. */
  async hasData(expr: string): Promise<boolean> {
    const query = {
      refId: "A",
      datasource: DATA_SOURCE,
      expr,
      range: true,
      intervalMs: 5_000,
      maxDataPoints: 100,
    };
    const response = await this.#request("/api/ds/query", {
      method: "POST",
      body: JSON.stringify({ from: "now-5m", to: "now", queries: [query] }),
    });
    const { results } = await readJson(response, answerSchema);
    return (results.A?.frames ?? []).some(({ data }) => (data.values[1] ?? []).length > 0);
  }

  async #request(path: string, asked: Asked = {}): Promise<HttpAnswer> {
    const { GF_SECURITY_ADMIN_USER: user = "", GF_SECURITY_ADMIN_PASSWORD: password = "" } =
      this.service.service.environment;
    const headers = { ...basicLogin(user, password), "content-type": "application/json" };
    return get((await this.service.url(PORT)) + path, { ...asked, headers });
  }
}
