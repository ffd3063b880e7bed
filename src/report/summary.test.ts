import { expect, test } from "vitest";
import { criterionResult, taskResult } from "../plan/testing.ts";
import { summary } from "./summary.ts";
import { resultsWith } from "./testing.ts";

const met = criterionResult("aof-enabled", { measuredText: "yes", expected: "yes" });

const results = resultsWith({
  tasks: [
    taskResult(
      "block1/persistence",
      met,
      criterionResult("loss", { status: "not-met", measuredText: "3 frames", reason: "set it" }),
    ),
    taskResult(
      "block3/load",
      criterionResult("rate", {
        broker: "redis",
        status: "undetermined",
        expected: "≥ 1,000 msg/s",
        reason: "connection lost\nat once",
      }),
      { ...met, id: "rate", broker: "rabbitmq", status: "not-run" },
      { ...met, id: "success", broker: "redis", status: "waived", reason: "waived by A. Lead" },
    ),
    taskResult("overall/security", met),
  ],
});

test("each task has a line, and below it each criterion that is refuted, could not be told or was waived", () => {
  expect(summary(results)).toMatchInlineSnapshot(`
    "block1/persistence  not met       1 not met, 1 met
                        loss not met: measured 3 frames, expected 0 frames: set it
    block3/load         undetermined  1 undetermined, 1 not run, 1 waived
                        rate@redis undetermined: expected ≥ 1,000 msg/s: connection lost
                        success@redis waived: measured yes, expected yes: waived by A. Lead
    overall/security    met           1 met

    Criteria: 1 not met, 1 undetermined, 1 not run, 1 waived, 2 met"
  `);
});
