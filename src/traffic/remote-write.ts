import { pushTimeseries } from "prometheus-remote-write";

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
 * @throws Error when it is not reached or refuses them
 */
export async function remoteWrite(url: string, values: readonly SeriesValue[], now: number): Promise<void> {
  const series = values.map(({ labels, value }) => ({
    labels: inOrder(labels),
    samples: [{ value, timestamp: now }],
  }));
  const { status, errorMessage = "" } = await pushTimeseries(series, {
    url,
    headers: HEADERS,
    fetch: (to, { body, ...init } = { method: "POST", headers: {}, body: new ArrayBuffer() }) =>
      fetch(to, { ...init, body: new Uint8Array(body), signal: AbortSignal.timeout(TIMEOUT_MS) }),
  });
  if (status >= 300) throw new Error(`${new URL(url).host} answered ${status}: ${errorMessage.trim()}`);
}

/** The receiver takes labels in the order of their names only. */
function inOrder(labels: SeriesValue["labels"]): SeriesValue["labels"] {
  return Object.fromEntries(
    Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ) as SeriesValue["labels"];
}
