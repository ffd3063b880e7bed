import { contradicted, proves, test } from "../../fixtures/test.ts";

test.describe("A stack that was broken under load is rolled back", () => {
  test(
    "the watcher finds it, and the old version comes back in time with every frame",
    proves("triggers-detected", "data-exported", "version-restored", "frames-intact", "duration").needs(
      "ownStack",
      "cameras",
    ),
    async ({ rollbackDrill, criterion }) => {
      const { triggers, deliveries, journal, notRestored, ...outcome } = rollbackDrill;

      criterion("triggers-detected")
        .evidence("rollback.log", outcome.output)
        .measured(triggers.missed.length, {
          fired: triggers.fired.join(", "),
          missed: triggers.missed.join(", "),
        });
      criterion("data-exported").measured(outcome.notExported, { confirmed: outcome.confirmedBefore });
      const isOver = journal.entry.endedAt !== undefined;
      criterion("version-restored").measured(
        contradicted(notRestored.length === 0, !isOver && "its journal has no end"),
        { "other than kept": notRestored.join(", ") },
      );
      criterion("frames-intact")
        .evidence("deliveries.json", JSON.stringify(deliveries, null, 2))
        .measured(
          outcome.broken,
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
        .measured(outcome.seconds, { triggers: journal.entry.triggers.join(", ") });
    },
  );
});
