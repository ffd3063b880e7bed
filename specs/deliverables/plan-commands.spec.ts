import { COMMAND_COLUMNS, proves, test, whyOpen } from "../../fixtures/test.ts";

test.describe("Every validation command of the plan, word for word", () => {
  test(
    "each prints what the plan expects, on the composed stack",
    proves("commands-pass").needs("ownStack", "fullProfile"),
    async ({ planCommands, criterion, skipFor }) => {
      const { failed, untried, rows } = planCommands;

      criterion("commands-pass").table("Validation commands of the plan", COMMAND_COLUMNS, rows);
      const obstacle = whyOpen({ failed, untried });
      if (obstacle) return skipFor(obstacle);
      criterion("commands-pass").measured(failed.length, { failed: failed.join("; ") || "none" });
    },
  );
});
