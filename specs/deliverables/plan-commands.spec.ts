import { COMMAND_COLUMNS, proves, test, whyOpen } from "../../fixtures/test.ts";

test.describe("Every validation command of the plan, word for word", () => {
  test(
    "each prints what the plan expects, and ends so in time, on the composed stack",
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

test.describe("Every command of this repository does what its help says", () => {
  test(
    "each ends with its exit code and in its time, and has the effect that it tells of",
    proves("own-commands").needs("ownStack", "fullProfile"),
    async ({ ownCommands, criterion }) => {
      const { failed, rows } = ownCommands;

      criterion("own-commands")
        .table("Commands of this repository", COMMAND_COLUMNS, rows)
        .measured(failed.length, { failed: failed.join("; ") || "none" });
    },
  );
});
