import { proves, test } from "../../../fixtures/test.ts";

// Alone, since a host that is busy with other specs makes a stack ill.
test.describe("Alerts fire on real faults alone", () => {
  test(
    "a healthy stack raises none, idle or under load",
    proves("no-false-alarms").needs("ownStack"),
    async ({ alerting, criterion }) => {
      const { raised, rightly, seconds, frames } = await alerting.underHealthyLoad();

      criterion("no-false-alarms")
        .lacking(alerting.unseen)
        .measured(raised.length, {
          raised: raised.join(", ") || "none",
          "raised with cause": rightly.join("; ") || "none",
          seconds,
          frames,
        });
    },
  );
});
