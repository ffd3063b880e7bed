import { expect, test } from "vitest";
import type { CriterionResult } from "../plan/conclude.ts";
import type { Results } from "./results.ts";
import { summary } from "./summary.ts";

const met: CriterionResult = {
  id: "aof-enabled",
  status: "met",
  measured: "yes",
  measuredText: "yes",
  expected: "yes",
  details: {},
  evidence: [],
};

const results: Results = {
  verdict: "rejected",
  profile: "quick",
  startedAt: "2027-01-15T10:00:00.000Z",
  durationMs: 1000,
  commit: "abc",
  host: { os: "Debian 13", kernel: "6.12", cpu: "CPU", cores: 4, memoryGib: 16, node: "v24" },
  hashes: {},
  images: [],
  versions: {},
  tasks: [
    {
      id: "block1/persistence",
      status: "not-met",
      criteria: [
        met,
        {
          ...met,
          id: "loss",
          status: "not-met",
          measuredText: "3 frames",
          expected: "0 frames",
          reason: "set it",
        },
      ],
    },
    {
      id: "block3/load",
      status: "undetermined",
      criteria: [
        {
          id: "rate",
          broker: "redis",
          status: "undetermined",
          expected: "≥ 1,000 msg/s",
          reason: "connection lost\nat once",
          details: {},
          evidence: [],
        },
        { ...met, id: "rate", broker: "rabbitmq", status: "not-run" },
        { ...met, id: "success", broker: "redis", status: "waived", reason: "waived by A. Lead" },
      ],
    },
    { id: "overall/security", status: "met", criteria: [met] },
  ],
};

test("each task has a line, and below it each criterion that is refuted, could not be told or was waived", () => {
  expect(summary(results)).toMatchInlineSnapshot(`
    "block1/persistence  not met       1 not met, 1 met
                        loss not met: measured 3 frames, expected 0 frames: set it
    block3/load         undetermined  1 undetermined, 1 not run, 1 waived
                        rate (redis) undetermined: expected ≥ 1,000 msg/s: connection lost
                        success (redis) waived: measured yes, expected yes: waived by A. Lead
    overall/security    met           1 met

    Criteria: 1 not met, 1 undetermined, 1 not run, 1 waived, 2 met"
  `);
});
