import type { RunningService } from "../stack/running-service.ts";
import { exposedSamples } from "./exposition.ts";

/** Looks at an endpoint in Prometheus' text format, as a scrape would see it. */
export class ExporterProbe {
  readonly service: RunningService;
  readonly #port: number;

  constructor(service: RunningService, port: number) {
    this.service = service;
    this.#port = port;
  }

  /**
   * The value of a metric that has one series.
   * @throws Error when the endpoint shows none or several
   */
  async value(metric: string): Promise<number> {
    const samples = await exposedSamples(`${await this.service.url(this.#port)}/metrics`, metric);
    const [sample] = samples;
    if (sample && samples.length === 1) return sample.value;
    throw new Error(
      `${this.service.name} :${this.#port}/metrics shows ${samples.length} series of ${metric}, expected one`,
    );
  }
}
