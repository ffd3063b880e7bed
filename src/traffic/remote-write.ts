import { pushTimeseries } from "prometheus-remote-write";
import { get } from "../kernel/http.ts";

const TIMEOUT_MS = 3_000;
const HEADERS = { "Content-Encoding": "snappy", "X-Prometheus-Remote-Write-Version": "0.1.0" };

/** One value of a series, now. */
export interface SeriesValue {
  labels: { __name__: string } & Record<string, string>;
  value: number;
}

/**
 * Hands values to Prometheus' remote-write receiver.
 * @param url as http://127.0.0.1:9090/api/v1/write
 * @throws HttpError when it is not reached or refuses them
 */
export async function remoteWrite(url: string, values: readonly SeriesValue[], now: number): Promise<void> {
  const series = values.map(({ labels, value }) => ({
    labels: inOrder(labels),
    samples: [{ value, timestamp: now }],
  }));
  await pushTimeseries(series, {
    url,
    headers: HEADERS,
    fetch: async (to, { body, headers } = { method: "POST", headers: {}, body: new ArrayBuffer() }) => {
      const asked = { method: "POST", headers, body: new Uint8Array(body), withinMs: TIMEOUT_MS } as const;
      const { status, body: said } = await get(to, asked);
      return { status, statusText: "", text: async () => said };
    },
  });
}

/** The receiver takes labels in the order of their names only. */
export function inOrder(labels: SeriesValue["labels"]): SeriesValue["labels"] {
  return Object.fromEntries(
    Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ) as SeriesValue["labels"];
}
