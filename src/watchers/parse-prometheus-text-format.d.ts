declare module "parse-prometheus-text-format" {
  interface ExposedSample {
    value?: string;
    labels?: Record<string, string>;
  }
  interface ExposedFamily {
    name: string;
    type: string;
    help: string;
    metrics: ExposedSample[];
  }
  function parsePrometheusTextFormat(text: string): ExposedFamily[];
  export = parsePrometheusTextFormat;
}
