import { z } from "zod";
import { type Asked, basicLogin, get, type HttpAnswer, readJson } from "../kernel/http.ts";
import { settled } from "../kernel/wait.ts";
import type { RunningService } from "../stack/running-service.ts";
import { provisioningFailures } from "./grafana-log.ts";

const PORT = 3000;
const SHOWN = 200;
/** The data source that config/grafana/datasources/ provisions. */
export const DATA_SOURCE = { type: "prometheus", uid: "prometheus" };

const servedSchema = z.object({
  dashboard: z.object({ title: z.string() }),
  meta: z.object({ provisioned: z.boolean() }),
});

const modelSchema = z.object({ dashboard: z.record(z.string(), z.unknown()) });

const dataSourceSchema = z.object({ type: z.string(), readOnly: z.boolean() });

/** What Grafana serves under a uid; without a title when there is nothing. */
export interface ServedDashboard {
  title: string | undefined;
  isProvisioned: boolean;
}

/** A time that a query looks at, in ms since 1970. */
export interface Period {
  fromMs: number;
  toMs: number;
}

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

  /**
   * The dashboard of that uid as it is served, or what there is when the deadline passes.
   * @throws DeadlinePassed when Grafana does not answer
   */
  async dashboard(uid: string, deadlineMs = 60_000): Promise<ServedDashboard> {
    return settled(
      `Grafana serves the dashboard ${uid}`,
      { deadlineMs, everyMs: 500 },
      () => this.#served(uid),
      ({ title }) => title !== undefined,
    );
  }

  /** The whole dashboard of that uid as Grafana has it now; nothing where it has none. */
  async model(uid: string): Promise<Record<string, unknown> | undefined> {
    const path = `/api/dashboards/uid/${encodeURIComponent(uid)}`;
    return (await this.#orMissing(path, modelSchema))?.dashboard;
  }

  /**
   * What went wrong with the provisioning of data source and dashboard, as its log and its API say.
   * @param served what {@link dashboard} has found
   */
  async provisioningFailures(uid: string, { title, isProvisioned }: ServedDashboard): Promise<string[]> {
    const source = await this.#orMissing(`/api/datasources/uid/${DATA_SOURCE.uid}`, dataSourceSchema);
    return [
      ...provisioningFailures(await this.service.printed()),
      ...(title === undefined ? [`no dashboard ${uid} is served`] : []),
      ...(title !== undefined && !isProvisioned ? [`the dashboard ${uid} was put in by hand`] : []),
      ...(source ? [] : [`there is no data source ${DATA_SOURCE.uid}`]),
      ...(source?.readOnly === false ? [`the data source ${DATA_SOURCE.uid} was put in by hand`] : []),
      ...(source && source.type !== DATA_SOURCE.type
        ? [`the data source ${DATA_SOURCE.uid} is of type ${source.type}`]
        : []),
    ];
  }

  /** Why a query that a panel sends returns no number over that time, if it does not. */
  async whyEmpty(expr: string, { fromMs, toMs }: Period): Promise<string | undefined> {
    const query = {
      refId: "A",
      datasource: DATA_SOURCE,
      expr,
      range: true,
      intervalMs: 1_000,
      maxDataPoints: 1_000,
    };
    const answer = await this.#request("/api/ds/query", {
      method: "POST",
      body: JSON.stringify({ from: String(fromMs), to: String(toMs), queries: [query] }),
      // The query is wrong; Grafana can be reached.
      takes: (status) => status <= 500,
    });
    if (answer.status >= 400) return `Grafana answered ${answer.status}: ${answer.body.slice(0, SHOWN)}`;
    const { results } = await readJson(answer, answerSchema);
    if (results.A?.error) return results.A.error;
    const values = (results.A?.frames ?? []).flatMap(({ data }) => data.values.slice(1).flat());
    return values.some((value) => typeof value === "number") ? undefined : "no number";
  }

  async #served(uid: string): Promise<ServedDashboard> {
    const served = await this.#orMissing(`/api/dashboards/uid/${encodeURIComponent(uid)}`, servedSchema);
    return { title: served?.dashboard.title, isProvisioned: served?.meta.provisioned ?? false };
  }

  /** What is asked for, or nothing where Grafana says that it does not have it. */
  async #orMissing<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T> | undefined> {
    const answer = await this.#request(path, { takes: (status) => status === 200 || status === 404 });
    return answer.status === 404 ? undefined : readJson(answer, schema);
  }

  async #request(path: string, asked: Asked = {}): Promise<HttpAnswer> {
    const { GF_SECURITY_ADMIN_USER: user = "", GF_SECURITY_ADMIN_PASSWORD: password = "" } =
      this.service.service.environment;
    const headers = { ...basicLogin(user, password), "content-type": "application/json" };
    return get((await this.service.url(PORT)) + path, { ...asked, headers });
  }
}
