import { expect, test } from "vitest";
import { readRules } from "../../watchers/rule-files.ts";
import { runDrills } from "./drills.ts";
import { BROKER_DRILLS, LAST_DRILLS } from "./last-drills.ts";
import { RABBITMQ_DRILLS, RABBITMQ_NODE_DRILLS } from "./rabbitmq-drills.ts";
import { REDIS_DRILLS, REDIS_NODE_DRILLS } from "./redis-drills.ts";
import type { AlertWorld } from "./world.ts";

const DRILLS = [
  ...[REDIS_DRILLS, REDIS_NODE_DRILLS, RABBITMQ_DRILLS, RABBITMQ_NODE_DRILLS].flat(),
  ...[...BROKER_DRILLS, LAST_DRILLS].flat(),
];
const RAISED = DRILLS.flatMap(({ raises }) => raises);
const { alerts } = readRules();
const rulesOf = (alertname: string) => alerts.filter(({ alert }) => alert === alertname);
/** Nothing can be done to it, so that each drill ends at once. */
const NOTHING = {} as AlertWorld;

test.each(RAISED.map((raised) => [raised.alertname, raised] as const))(
  "%s is an alert of the delivered rules, whose labels a drill may wait for",
  (alertname, { broker }) => {
    const brokers = rulesOf(alertname).map(({ labels }) => labels.broker);

    expect(brokers).not.toEqual([]);
    // A rule that names no broker has it from its series.
    expect([undefined, broker]).toContain(brokers[0]);
  },
);

test("every alert is drilled but the one that no container can be made to raise", () => {
  const drilled = new Set(RAISED.map(({ alertname }) => alertname));

  expect(alerts.map(({ alert }) => alert).filter((alert) => !drilled.has(alert))).toEqual(["TargetDown"]);
});

test("no two drills wait for the same alert of the same place", () => {
  const places = RAISED.map(({ alertname, broker, instance }) => [alertname, broker, instance].join(" "));

  expect(new Set(places).size).toBe(places.length);
});

test("of drills that are named by an alert each is made, with all that it raises, and no other", async () => {
  const results = await runDrills(NOTHING, ["MemoryHigh", "BrokerDown"]);

  expect(results.map(({ alertname, broker }) => `${alertname} ${broker}`)).toEqual([
    ...["MemoryHigh redis", "MemoryHigh rabbitmq", "MemoryCritical rabbitmq"],
    "BrokerDown redis",
  ]);
});

test("a name that no drill raises makes none", async () => {
  expect(await runDrills(NOTHING, [""])).toEqual([]);
});

test("without names every drill is made, those that nothing can be watched beside at last", async () => {
  const results = await runDrills(NOTHING);

  expect(results.map(({ alertname }) => alertname)).toEqual(RAISED.map(({ alertname }) => alertname));
  expect(results.every(({ unknown }) => unknown)).toBe(true);
});
