import { checkedRules, DRILL_COLUMNS, proves, test } from "../../fixtures/test.ts";

test.describe("Alerts fire on real faults and reach a person", () => {
  test(
    "promtool accepts every rule, and each is tested below, above and after its threshold",
    proves("rules-valid").needs("ownStack"),
    async ({ criterion }) => {
      const { rejected, alerts, records, outputs } = await checkedRules();

      criterion("rules-valid")
        .evidenceOf("promtool", outputs)
        .measured(rejected.length, {
          alerts,
          records,
          rejected: rejected.join("; ") || "none",
        });
    },
  );

  test(
    "a healthy stack raises none, idle or under load",
    proves("no-false-alarms").needs("ownStack"),
    async ({ alerting, criterion }) => {
      const { raised, seconds, frames } = await alerting.underHealthyLoad();

      criterion("no-false-alarms").measured(raised.length, {
        raised: raised.join(", ") || "none",
        seconds,
        frames,
      });
    },
  );

  test(
    "each fault raises its alerts, they arrive, and they resolve once it is healed",
    proves("alerts-fire", "alerts-delivered", "alerts-resolve").needs("ownStack"),
    async ({ alerting, criterion, skipFor }) => {
      const drills = await alerting.drills();
      const { silent, undelivered, unresolved, alertsSeen } = drills;

      criterion("alerts-fire")
        .evidence("arrivals.jsonl", drills.arrivals)
        .table("Alerts seen live, with durations shortened", DRILL_COLUMNS, drills.rows);
      if (drills.obstacle) return skipFor(drills.obstacle);
      criterion("alerts-fire").measured(silent.length, { silent: silent.join(", ") || "none" });
      criterion("alerts-delivered").measured(undelivered.length, {
        undelivered: undelivered.join(", ") || "none",
        "alerts seen": alertsSeen,
      });
      criterion("alerts-resolve").measured(unresolved.length, {
        unresolved: unresolved.join(", ") || "none",
      });
    },
  );
});
