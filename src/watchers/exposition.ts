import parsePrometheusTextFormat from "parse-prometheus-text-format";
import { get } from "../kernel/http.ts";
import { sampleValue } from "./prometheus-answers.ts";

export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** The samples of one metric as an exporter's endpoint shows them right now; none when it does not name the metric. */
export async function exposedSamples(endpoint: string, metric: string): Promise<Sample[]> {
  const families = parsePrometheusTextFormat((await get(endpoint)).body);
  const samples = families.filter(({ name }) => name === metric).flatMap(({ metrics }) => metrics);
  return samples.map(({ labels = {}, value }) => ({ labels, value: sampleValue(value ?? "NaN") }));
}
