import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { messageOf, Problem } from "../kernel/problem.ts";

const DASHBOARD = join(import.meta.dirname, "../../dashboards/message-broker.json");
const NAME = "dashboards/message-broker.json";

const panelSchema = z.object({
  type: z.string(),
  title: z.string().default(""),
  description: z.string().default(""),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string().default("") }).prefault({}) }).optional(),
  targets: z.array(z.object({ refId: z.string(), expr: z.string().min(1) })).default([]),
});

const dashboardSchema = z.object({ uid: z.string(), title: z.string(), panels: z.array(panelSchema) });

interface PanelQuery {
  /** Where it stands: "Latency / Percentiles, query A". */
  location: string;
  /** With the variables replaced by what matches everything: it runs as it stands. */
  expr: string;
}

export interface Panel {
  row: string;
  title: string;
  type: string;
  unit: string;
  description: string;
  queries: PanelQuery[];
}

export interface Dashboard {
  uid: string;
  title: string;
  panels: Panel[];
}

/** The delivered dashboard, row by row. @throws Problem that says what the file has wrong */
export function readDashboard(path = DASHBOARD): Dashboard {
  const { uid, title, panels } = parse(path);
  let row = "";
  const placed = panels.flatMap((panel): Panel[] => {
    if (panel.type === "row") {
      row = panel.title;
      return [];
    }
    const { type, description, fieldConfig, targets } = panel;
    const queries = targets.map(({ refId, expr }) => ({
      location: `${row} / ${panel.title}, query ${refId}`,
      expr: expr.replaceAll(/\$broker\b|\$\{broker\}/g, ".*"),
    }));
    return [{ row, title: panel.title, type, unit: fieldConfig?.defaults.unit ?? "", description, queries }];
  });
  return { uid, title, panels: placed };
}

function parse(path: string): z.infer<typeof dashboardSchema> {
  try {
    const parsed = dashboardSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (parsed.success) return parsed.data;
    throw malformed(z.prettifyError(parsed.error));
  } catch (thrown) {
    throw thrown instanceof Problem ? thrown : malformed(messageOf(thrown));
  }
}

function malformed(seen: string): Problem {
  return new Problem({
    subject: NAME,
    expected: "a dashboard as its source makes it",
    seen,
    remedy: "npm run dashboard",
  });
}
