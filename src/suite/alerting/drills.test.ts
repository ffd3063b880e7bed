import { expect, test } from "vitest";
import { BROKERS } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import type { Drill } from "../../brokers/drill.ts";
import { fake } from "../../brokers/fake/fake.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { readExpectedLabels } from "../../watchers/rule-tests.ts";
import { drilledAlerts, runDrills, stagesOf } from "./drills.ts";
import { titleOf, toBeDrilled } from "./to-be-drilled.ts";
import type { AlertWorld } from "./world.ts";

const DRILLS = (await stagesOf(BROKERS)).flat(2);
const RAISED = DRILLS.flatMap(({ raises }) => raises);
const { alerts } = readRules();
const rulesOf = (alertname: string) => alerts.filter(({ alert }) => alert === alertname);
/** Nothing can be done to it, so that each drill ends at once. */
const NOTHING = {} as AlertWorld;

/** A broker of that name with a drill of each kind, and two lanes of them. */
function drilled(id: string): Broker {
  const drill = (what: string): Drill => ({
    fault: `${id} ${what}`,
    raises: [{ alertname: `Raised ${id} ${what}` }],
    inject: async () => new AsyncDisposableStack(),
  });
  const lanes = [[drill("a")], [drill("b")]];
  return {
    ...fake,
    id,
    drills: async () => ({ lanes, alone: [drill("alone")], last: [drill("is gone")] }),
  };
}

test.each(RAISED.map((raised) => [raised.alertname, raised] as const))(
  "%s is an alert of the delivered rules, whose labels a drill may wait for",
  (alertname, { broker }) => {
    const brokers = rulesOf(alertname).map(({ labels }) => labels.broker);

    expect(brokers).not.toEqual([]);
    // A rule that names no broker has it from its series.
    expect([undefined, broker]).toContain(brokers[0]);
  },
);

test("every alert of the delivered rules is drilled, on each broker that it tells of", async () => {
  const drilled = await drilledAlerts(BROKERS);
  const titles = toBeDrilled(alerts, readExpectedLabels()).map(({ alert, broker }) => titleOf(alert, broker));

  expect(titles.filter((title) => !drilled.has(title))).toEqual([]);
});

test("no two drills wait for the same alert of the same place", () => {
  const places = RAISED.map(({ alertname, broker, instance }) => [alertname, broker, instance].join(" "));

  expect(new Set(places).size).toBe(places.length);
});

test("of drills that are named by an alert each is made, with all that it raises, and no other", async () => {
  const results = await runDrills(NOTHING, BROKERS, { named: ["MemoryHigh", "BrokerDown"] });

  expect(results.map(({ alertname, broker }) => `${alertname} ${broker}`)).toEqual([
    ...["MemoryHigh redis", "MemoryHigh rabbitmq", "MemoryCritical rabbitmq", "MemoryHigh nats"],
    ...["BrokerDown rabbitmq", "BrokerDown nats", "BrokerDown redis"],
  ]);
});

test("named alone, an alert is waited for without the others of its drill", async () => {
  const results = await runDrills(NOTHING, BROKERS, { named: ["MemoryCritical"], isNamedAlone: true });

  expect(results.map(({ alertname, broker }) => `${alertname} ${broker}`)).toEqual([
    ...["MemoryCritical redis", "MemoryCritical rabbitmq", "MemoryCritical nats"],
  ]);
});

test("a name that no drill raises makes none", async () => {
  expect(await runDrills(NOTHING, BROKERS, { named: [""] })).toEqual([]);
});

test("without names every drill is made, those that nothing can be watched beside at last", async () => {
  const results = await runDrills(NOTHING, BROKERS);

  expect(results.map(({ alertname }) => alertname)).toEqual(RAISED.map(({ alertname }) => alertname));
  expect(results.every(({ unknown }) => unknown)).toBe(true);
});

test("each lane of a broker stands beside those of the others, and its last drills are made alone", async () => {
  const faultsOf = (stages: Awaited<ReturnType<typeof stagesOf>>) =>
    stages.map((lanes) => lanes.map((lane) => lane.map(({ fault }) => fault)));

  expect(faultsOf(await stagesOf([drilled("one"), fake, drilled("other")]))).toEqual([
    [["one a"], ["one b"], ["other a"], ["other b"]],
    [["one alone"], [], ["other alone"]],
    [
      [
        "a scrape job is taken out of Prometheus' configuration",
        "one is gone, and the receiver refuses to hear of it",
        "other is gone",
      ],
    ],
  ]);
});

test("where no broker has drills what watches them is drilled alone", async () => {
  expect((await runDrills(NOTHING, [fake])).map(({ alertname }) => alertname)).toEqual(["TargetMissing"]);
});

test("a drill is made on its own broker", async () => {
  const grounds: string[] = [];
  const world = {
    groundOf: ({ id }: Broker) => {
      grounds.push(id);
      throw new Error("no more is asked");
    },
  } as unknown as AlertWorld;

  await runDrills(world, [drilled("one")], { named: ["Raised one b"] });

  expect(grounds).toEqual(["one"]);
});
