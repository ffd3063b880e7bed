import { coverage, proves, scraped, test } from "../../fixtures/test.ts";

test.describe("All that rules and dashboard ask for is measured", () => {
  test("every target of every job is up", proves("targets-up"), async ({ watchedStack, criterion }) => {
    const { notUp, rows } = await scraped(watchedStack);

    criterion("targets-up")
      .table("Targets of Prometheus", ["job", "targets", "up"], rows)
      .lacking(watchedStack.unseen)
      .measured(notUp.length, { "not up": notUp.join("; ") || "none" });
  });

  test(
    "every series that rules and dashboard name exists on the running versions",
    proves("metrics-exist").needs("ownStack"),
    async ({ watchedStack, criterion }) => {
      const { missing, named, rows } = await coverage(watchedStack);

      criterion("metrics-exist")
        .table(
          "Series that rules and dashboard ask for",
          ["of", "metrics", "selectors", "selectors that exist"],
          rows,
        )
        .lacking(watchedStack.unseen)
        .measured(missing.length, { missing: missing.join("; ") || "none", named });
    },
  );
});
