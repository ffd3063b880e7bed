import {
  alertFindings,
  checkedRules,
  DRILL_COLUMNS,
  enough,
  limitFindings,
  proves,
  TILE_COLUMNS,
  TIME_COLUMNS,
  test,
  UNHURRIED_COLUMNS,
} from "../../../fixtures/test.ts";

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
    "each limit of the plan is where the alert starts, and not a little beside it",
    proves("limits-as-planned").needs("ownStack"),
    async ({ criterion }) => {
      const { astray, cases, output } = await limitFindings();

      criterion("limits-as-planned")
        .evidence("limits.txt", output)
        .measured(astray.length, { astray: astray.join("; ") || "none", figures: cases });
    },
  );

  test(
    "by the delivered settings each alert is heard in time, where it should be, and nothing silences it",
    proves("alerted-within", "alerts-routed", "alerts-silenced", "alerts-repeated").needs("ownStack"),
    async ({ deliveredAlerting, criterion }) => {
      const found = alertFindings(deliveredAlerting);
      const { misrouted, silenced, reminded, alerts } = found;

      criterion("alerted-within")
        .table("Longest time of each alert, as delivered", TIME_COLUMNS, found.rows)
        .measured(found.longest, found.slowest);
      criterion("alerts-routed").measured(misrouted.length, {
        misrouted: misrouted.join("; ") || "none",
        alerts,
      });
      criterion("alerts-silenced").measured(silenced.length, { silenced: silenced.join("; ") || "none" });
      criterion("alerts-repeated").measured(reminded.length, { seen: reminded.join("; ") || "none" });
    },
  );

  test(
    "each fault raises its alerts, they arrive, and they resolve once it is healed",
    proves("alerts-fire", "alerts-delivered", "alerts-resolve", "overview-names-faults").needs("ownStack"),
    async ({ alerting, criterion, skipFor }) => {
      const drills = await alerting.drills();
      const { silent, undelivered, unresolved, alertsSeen, busy } = drills;

      criterion("alerts-fire")
        .evidence("arrivals.jsonl", drills.arrivals)
        .table("Alerts seen live, with durations shortened", DRILL_COLUMNS, drills.rows);
      if (drills.obstacle) return skipFor(drills.obstacle);
      const { unseen } = alerting;
      criterion("alerts-fire")
        .lacking(unseen)
        .measured(silent.length, { silent: silent.join(", ") || "none" }, busy);
      criterion("alerts-delivered")
        .lacking(unseen)
        .measured(
          undelivered.length,
          { undelivered: undelivered.join(", ") || "none", "alerts seen": alertsSeen },
          busy,
        );
      criterion("alerts-resolve")
        .lacking(unseen)
        .measured(unresolved.length, { unresolved: unresolved.join(", ") || "none" }, busy);
      const { unnamed, faults, astray, rows } = drills.overview;
      enough(faults, 5, "faults were looked for on the overview");
      criterion("overview-names-faults")
        .table("What the overview of the dashboard shows of faults made live", TILE_COLUMNS, rows)
        .lacking(unseen)
        .measured(unnamed, { faults, seen: astray.join("; ") || "none" }, busy);
    },
  );

  test(
    "with nothing shortened alerts arrive by the time that their settings allow",
    proves("alerts-in-time").needs("ownStack", "fullProfile"),
    async ({ unhurriedDrills, criterion }) => {
      const { late, alerts, rows } = await unhurriedDrills();
      enough(alerts + late.length, 4, "alerts were drilled");

      criterion("alerts-in-time")
        .table("Alerts seen live, with nothing shortened", UNHURRIED_COLUMNS, rows)
        .measured(late.length, { late: late.join("; ") || "none", alerts });
    },
  );
});
