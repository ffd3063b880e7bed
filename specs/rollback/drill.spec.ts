import { contradicted, proves, test } from "../../fixtures/test.ts";

test.describe("A stack that was broken under load is rolled back", () => {
  test(
    "the watcher finds each trigger, and the old version comes back in time with every frame",
    proves("triggers-detected", "data-exported", "version-restored", "frames-intact", "duration").needs(
      "ownStack",
      "cameras",
    ),
    async ({ rollbackDrill, criterion }) => {
      const { triggers, deliveries, journal, notRestored, untrue, ...outcome } = rollbackDrill;

      criterion("triggers-detected")
        .evidence("rollback.log", outcome.output)
        .lacking(outcome.unseen)
        .measured(
          contradicted(
            triggers.missed.length,
            outcome.beyondPlan.length > 0 && `the plan rolls back for no ${outcome.beyondPlan.join(", ")}`,
          ),
          {
            detected: triggers.detected.join(", ") || "none",
            missed: triggers.missed.join(", ") || "none",
          },
        );
      criterion("data-exported").measured(contradicted(outcome.notExported, ...untrue.exported), {
        confirmed: outcome.confirmedBefore,
      });
      const isOver = journal.entry.endedAt !== undefined;
      criterion("version-restored").measured(
        contradicted(notRestored.length === 0, !isOver && "its journal has no end", ...untrue.restored),
        { "other than before": notRestored.join("; ") || "nothing" },
      );
      criterion("frames-intact")
        .evidence("deliveries.json", JSON.stringify(deliveries, null, 2))
        .measured(
          contradicted(outcome.broken, ...untrue.frames),
          Object.fromEntries(
            Object.entries(deliveries).map(([title, { confirmed }]) => [`confirmed by ${title}`, confirmed]),
          ),
        );
      criterion("duration")
        .table(
          "Steps of the rollback",
          ["step", "seconds", "what it said"],
          journal.entry.steps.map(({ name, ms, said }) => [name, ms / 1e3, said]),
        )
        .longest([outcome.took], { triggers: journal.entry.triggers.join(", ") || "none" });
    },
  );
});
