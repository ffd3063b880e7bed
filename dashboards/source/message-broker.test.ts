import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dashboard, DashboardLink, Panel } from "@grafana/grafana-foundation-sdk/dashboard";
import { expect, test } from "vitest";
import { readDashboard } from "../../src/watchers/dashboard-file.ts";
import { readRules } from "../../src/watchers/rule-files.ts";
import { limits } from "./limits.ts";
import { dashboardJson, messageBrokerDashboard } from "./message-broker.ts";
import { faultyQueries } from "./needs.ts";

const ROWS = [
  "Overview",
  "Alerts",
  "Throughput: $broker",
  "Latency: $broker",
  "Errors: $broker",
  "Nodes",
  "Redis: memory and persistence",
  "RabbitMQ: queues and memory",
  "NATS: stream and nodes",
  "Replication and failover",
];

/** Tiles of the overview that are not of one broker each. */
const OF_ALL = ["Nodes and targets", "Firing alerts"];

const GRID_COLUMNS = 24;
const SOURCE = `\${datasource}`;
const FILE = join(import.meta.dirname, "../message-broker.json");

interface Target {
  expr: string;
  legendFormat?: string;
  datasource: { uid: string };
}

interface ShownPanel extends Panel {
  targets?: (NonNullable<Panel["targets"]>[number] & Target)[];
}

const dashboard: Dashboard = JSON.parse(readFileSync(FILE, "utf8"));
const all = (dashboard.panels ?? []) as ShownPanel[];
const panels = all.filter(({ type }) => type !== "row");
const { alerts } = readRules();

/** Titles of the panels that are not as they should be. */
function titlesOf(wrong: (panel: ShownPanel) => boolean, among = panels): (string | undefined)[] {
  return among.filter(wrong).map(({ title, id }) => title ?? `panel ${id}`);
}

function runbookAnchors(): string[] {
  const links: DashboardLink[] = panels.flatMap((panel) => panel.links ?? []);
  return links.flatMap(({ url = "" }) =>
    url.startsWith("/public/docs/runbook.md#") ? [/#([^:]*):~:text=/.exec(url)?.[1] ?? url] : [],
  );
}

test("the file is what the source gives; if not: npm run dashboard", () => {
  expect(readFileSync(FILE, "utf8")).toBe(dashboardJson());
});

test("its text is the dashboard, whatever its lines", () => {
  expect(JSON.stringify(JSON.parse(dashboardJson()))).toBe(JSON.stringify(messageBrokerDashboard()));
});

test("its rows are the questions of a person on call, in the order in which they are asked", () => {
  expect(all.filter(({ type }) => type === "row").map(({ title }) => title)).toEqual(ROWS);
});

test("a row of each broker is repeated for each, and all that is in it is told by broker", () => {
  const repeated = readDashboard().panels.filter(({ row }) =>
    ["Throughput", "Latency", "Errors"].includes(row),
  );
  const notOfOne = repeated.flatMap(({ queries }) =>
    queries.filter(({ legend }) => !legend?.includes("{{broker}}")),
  );

  expect(all.filter(({ repeat }) => repeat === "broker").map(({ title }) => title)).toEqual(ROWS.slice(2, 5));
  expect(notOfOne.map(({ expr }) => expr)).toEqual([expect.stringContaining("sum by (broker, le)")]);
});

test("every question is about the chosen brokers, but for those about Alertmanager", () => {
  const ofAny = panels.flatMap(({ targets = [] }) => targets).filter(({ expr }) => !expr.includes("$broker"));

  expect(ofAny.map(({ expr }) => expr)).toEqual([
    expect.stringContaining("alertmanager_notifications_total"),
    expect.stringContaining("alertmanager_notifications_failed_total"),
  ]);
});

test("a broker that is down, or of which nothing is known, keeps its tile in each number of the overview, and is called so", () => {
  const ofBrokers = panels.slice(0, 12).filter(({ title }) => !OF_ALL.includes(title ?? ""));
  const up = 'max by (broker) (broker:up{broker=~"$broker"})';
  const told = 'max by (broker) (up{job=~"redis|nats", broker=~"$broker"})';

  expect(ofBrokers).toHaveLength(10);
  for (const { targets = [], fieldConfig } of ofBrokers) {
    for (const { expr } of targets) {
      expect(expr.startsWith(`(${told} == 0) - 2 or (${up} == 0) - 1 or (`)).toBe(true);
      expect(expr).toContain(`) or ${up} * NaN or max by (broker) (last_over_time(broker:up`);
    }
    expect(fieldConfig?.defaults.mappings?.[0]).toMatchObject({
      type: "value",
      options: { "-1": { text: "down", color: "red" }, "-2": { text: "unknown", color: "red" } },
    });
  }
});

test("a line that is a broker's alone has the broker's colour, which is none of the limits'", () => {
  const ofBrokers = panels.filter(
    ({ type, targets = [] }) =>
      type === "timeseries" &&
      targets.some(({ legendFormat, expr }) => legendFormat === "{{broker}}" && expr.includes("$broker")),
  );
  const colors = ofBrokers.map(({ fieldConfig }) =>
    fieldConfig?.overrides.map(({ matcher, properties: [color] }) => [
      matcher.options,
      color?.value.fixedColor,
    ]),
  );

  expect(new Set(colors.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(colors[0]).toEqual([
    ["redis", "blue"],
    ["rabbitmq", "purple"],
    ["nats", "super-light-blue"],
  ]);
});

test("every panel has a title", () => {
  expect(titlesOf(({ title }) => !title)).toEqual([]);
});

test("no two panels have the same title", () => {
  const titles = panels.map(({ title }) => title);

  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test("every panel says what its values mean", () => {
  expect(titlesOf(({ description = "" }) => description.length < 20)).toEqual([]);
});

test("every panel has a unit", () => {
  expect(titlesOf(({ type, fieldConfig }) => type !== "alertlist" && !fieldConfig?.defaults.unit)).toEqual(
    [],
  );
});

test("every panel asks at least one question", () => {
  expect(titlesOf(({ type, targets = [] }) => type !== "alertlist" && targets.length === 0)).toEqual([]);
});

test("every question goes to the data source that the viewer has chosen", () => {
  const elsewhere = ({ datasource, targets = [] }: ShownPanel) =>
    datasource?.uid !== SOURCE || targets.some((target) => target.datasource.uid !== SOURCE);

  expect(titlesOf(elsewhere)).toEqual([]);
});

test("a rate that is drawn over time goes over the time that suits what is shown", () => {
  const ofFixedTime = ({ type, targets = [] }: ShownPanel) =>
    type !== "stat" && targets.some(({ expr }) => /\brate\([^[]*\[(?!\$__rate_interval\])/.test(expr));

  expect(titlesOf(ofFixedTime)).toEqual([]);
});

test("every expression runs in Prometheus once $broker and Grafana's interval are replaced", () => {
  const otherMacro = ({ targets = [] }: ShownPanel) =>
    targets.some(({ expr }) => /\$(?!(broker|__rate_interval)\b)/.test(expr));

  expect(titlesOf(otherMacro)).toEqual([]);
});

test("no two panels share an id", () => {
  const ids = all.map(({ id }) => id);

  expect(titlesOf(({ id }) => ids.indexOf(id) !== ids.lastIndexOf(id), all)).toEqual([]);
});

test("no panel lies over another or beyond the grid", () => {
  const taken = new Map<string, string | undefined>();
  const collisions: string[] = [];
  for (const { title, gridPos } of all) {
    for (const cell of cellsOf(gridPos)) {
      if (taken.has(cell.at)) collisions.push(`${title} lies over ${taken.get(cell.at)} at ${cell.at}`);
      if (cell.x >= GRID_COLUMNS) collisions.push(`${title} lies beyond the grid at ${cell.at}`);
      taken.set(cell.at, title);
    }
  }

  expect(collisions).toEqual([]);
});

function* cellsOf({ x: left, y: top, w, h } = { x: 0, y: 0, w: 0, h: 0 }) {
  for (let x = left; x < left + w; x += 1) {
    for (let y = top; y < top + h; y += 1) yield { x, at: `${x},${y}` };
  }
}

test("every link to the runbook is about an alert that exists", () => {
  const known = new Set(alerts.map(({ alert }) => alert.toLowerCase()));

  expect(runbookAnchors().filter((anchor) => !known.has(anchor))).toEqual([]);
});

test("every link to the runbook names the heading that a browser looks for", () => {
  const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");
  const links = panels.flatMap((panel) => panel.links ?? []);
  const wanted = links.flatMap(({ url = "" }) => /:~:text=(.*)$/.exec(url)?.[1] ?? []);

  expect(wanted.length).toBe(runbookAnchors().length);
  for (const heading of wanted) expect(runbook).toContain(`\n${decodeURIComponent(heading)}\n`);
});

test("every alert has a panel that shows what it fires on", () => {
  const linked = new Set(runbookAnchors());

  expect(alerts.map(({ alert }) => alert).filter((alert) => !linked.has(alert.toLowerCase()))).toEqual([]);
});

test("the backlog turns yellow where its alert begins to look", () => {
  const growing = alerts.find(({ alert }) => alert === "BacklogGrowing");

  expect(growing?.expr).toContain(`broker:backlog:frames > ${limits().backlog} `);
});

test("a query that needs something is one of the dashboard's", () => {
  const shown = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => `${title}: ${expr}`));

  for (const { panel, expr } of faultyQueries()) expect(shown).toContain(`${panel}: ${expr}`);
  expect(faultyQueries().length).toBeGreaterThan(0);
});
