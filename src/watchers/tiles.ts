import type { Panel, PanelQuery } from "./dashboard-file.ts";
import type { Thresholds } from "./dashboard-model.ts";
import type { Series } from "./prometheus-answers.ts";

/** What somebody sees of one series in a tile: a name, and a text on a colour. */
export interface Tile {
  /** Title of the panel. */
  title: string;
  name: string;
  text: string;
  color: string;
}

/** Grafana's colour of a number without any limits. */
const WITHOUT_LIMITS = "green";

/** What a panel of single numbers shows of an answer, by its own mappings and limits, as Grafana does. */
export function tilesOf(panel: Panel, query: PanelQuery, answer: readonly Series[]): Tile[] {
  return answer.map(({ metric, value }) => ({
    title: panel.title,
    name: nameOf(query.legend ?? "", metric),
    ...shownOf(panel, query, value),
  }));
}

function shownOf(
  panel: Panel,
  { unit = panel.unit, thresholds = panel.thresholds }: PanelQuery,
  value: number,
) {
  const word = Number.isNaN(value) ? panel.absent : panel.words?.[String(value)];
  return {
    text: word?.text || written(value, unit),
    color: word?.color || colorAt(value, thresholds),
  };
}

/** That of the highest limit which the value reaches; the first one is that of everything below the others. */
function colorAt(value: number, thresholds: Thresholds | undefined): string {
  const reached = (thresholds?.steps ?? []).filter(
    (step, index) => index === 0 || value >= (step.value ?? Number.NEGATIVE_INFINITY),
  );
  return reached.at(-1)?.color ?? WITHOUT_LIMITS;
}

function written(value: number, unit: string): string {
  if (Number.isNaN(value)) return "no data";
  const number = (each: number) => String(Number(each.toPrecision(4)));
  if (unit === "percentunit") return `${number(value * 100)} %`;
  const words = unit === "none" ? "" : unit.replace(/^suffix:/, "");
  return `${number(value)} ${words}`.trim();
}

function nameOf(legend: string, metric: Readonly<Record<string, string>>): string {
  return legend.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => metric[label] ?? "").trim();
}
