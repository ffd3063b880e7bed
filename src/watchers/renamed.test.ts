import { expect, test } from "vitest";
import { readDashboard } from "./dashboard-file.ts";
import { namedSeries } from "./named-series.ts";
import { selectorsOf } from "./promql.ts";
import { asOne, RENAMED } from "./renamed.ts";
import { readRules } from "./rule-files.ts";

const OLD = 'rabbitmq_detailed_raft_term_total{queue=~".+"}';
const NEW = 'rabbitmq_detailed_raft_term{queue=~".+"}';

test("a metric under both of its names is one series that is there when either is", () => {
  expect(asOne(selectorsOf(`count by (queue) (${OLD} or ${NEW}) < 3 and up`))).toEqual([
    { metric: "rabbitmq_detailed_raft_term_total", text: `${OLD} or ${NEW}` },
    { metric: "up", text: "up" },
  ]);
});

test.for([OLD, NEW])("%s alone stands for itself, and is missing where its name is another", (expr) => {
  expect(asOne(selectorsOf(expr)).map(({ text }) => text)).toEqual([expr]);
});

test("two names with different matchers are two series", () => {
  const expr = `${OLD} or rabbitmq_detailed_raft_term{queue="frame_queue"}`;

  expect(asOne(selectorsOf(expr))).toHaveLength(2);
});

test("rules and dashboard name what was renamed under both names, wherever they name it", () => {
  const names = [...Object.keys(RENAMED), ...Object.values(RENAMED)];
  const named = namedSeries(readRules(), readDashboard()).filter(({ metric }) => names.includes(metric));

  expect(named.length).toBeGreaterThan(0);
  expect(named.map(({ text }) => text)).toEqual(named.map(() => expect.stringContaining(" or ")));
});
