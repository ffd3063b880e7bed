import { expect, test } from "vitest";
import { loadPlan } from "../../plan/plan-file.ts";
import type { Plan } from "../../plan/schema.ts";
import { criterionResult, plannedCriterion, plannedTask, planOf, taskResult } from "../../plan/testing.ts";
import { resultsWith } from "../testing.ts";
import { completionMarkdown } from "./markdown.ts";

function titled(en: string) {
  return { en, pl: `${en} (pl)` };
}

const described = (id: string, en: string) => plannedCriterion(id, { title: titled(en) });

const built = planOf(
  plannedTask(
    "block1/persistence",
    [
      described("aof", "Append-only file"),
      described("loss", "Lost frames"),
      described("crash", "After a crash"),
    ],
    { title: titled("Persistence") },
  ),
  plannedTask("block3/load", [described("rate", "Messages per second")], {
    title: titled("Sustained load"),
    brokers: ["redis", "rabbitmq"],
  }),
);
const success = [
  { title: titled("Nothing is lost"), shownBy: ["block1/persistence/aof", "block1/persistence/loss"] },
  { title: titled("Frames are kept"), shownBy: ["block1/persistence/aof"] },
  { title: titled("Load is carried"), shownBy: ["block3/load"] },
  { title: titled("The rate is held"), shownBy: ["block3/load/rate"] },
];
const plan: Plan = {
  ...built,
  title: titled("Phase 2"),
  blocks: built.blocks.map((block) => ({
    ...block,
    title: titled(block.id === "block1" ? "Redis" : "Load"),
    success: block.id === "block1" ? success : [],
  })),
};

const rate = { expected: "≥ 1,000 msg/s" };
const results = resultsWith({
  profile: "quick",
  startedAt: "2027-01-15T10:00:00.000Z",
  durationMs: 119_000,
  commit: "0123abc+changes",
  host: { os: "Debian 13", kernel: "6.12", cpu: "Some CPU", cores: 4, memoryGib: 16, node: "v24.21.0" },
  hashes: { plan: "feed" },
  images: [{ service: "redis", image: "redis:8.2.2", imageId: "sha256:cafe" }],
  versions: { Redis: "8.2.2" },
  tasks: [
    taskResult(
      "block1/persistence",
      criterionResult("aof", { measured: "yes", measuredText: "yes", expected: "yes" }),
      criterionResult("loss", {
        status: "not-met",
        measured: 3,
        measuredText: "3 frames",
        reason: "set appendfsync always",
        details: { confirmed: 20_000, stopped: true },
        evidence: ["evidence/block1/persistence/redis.log"],
      }),
      criterionResult("crash", { status: "undetermined", reason: "the engine is gone\nconnection refused" }),
    ),
    taskResult(
      "block3/load",
      criterionResult("rate", { ...rate, broker: "redis", measuredText: "1,002 msg/s" }),
      criterionResult("rate", {
        ...rate,
        broker: "rabbitmq",
        status: "waived",
        measuredText: "900 msg/s",
        reason: "waived by A. Lead until 2027-01-31: slow test host; not-met: find the limit",
      }),
    ),
  ],
});

test("the report is the plan's checklist with what was measured, ticked only where it is met", () => {
  expect(completionMarkdown(plan, results)).toMatchInlineSnapshot(`
    "# Phase 2

    **Rejected: at least one criterion is not met.**

    Criteria: 1 not met, 1 undetermined, 1 waived, 2 met. Profile quick, started 2027-01-15T10:00:00.000Z, took 1 min 59 s.

    Brokers in scope: redis, rabbitmq.

    ## What is open

    - **not met**: Lost frames: measured 3 frames, expected 0 frames. What to do: set it
    - **undetermined**: After a crash: the engine is gone
    - **waived**: Messages per second (rabbitmq): waived by A. Lead until 2027-01-31: slow test host; not-met: find the limit

    ## Redis

    - [ ] **Persistence** \`block1/persistence\` (not met)
      <details><summary>Criteria: 1 not met, 1 undetermined, 1 met</summary>

      - [x] Append-only file \`aof\`: measured **yes**, expected yes
      - [ ] Lost frames \`loss\`: measured **3 frames**, expected 0 frames (not met)
        - why: set appendfsync always
        - seen beside it: confirmed 20,000, stopped true
        - evidence: [redis.log](evidence/block1/persistence/redis.log)
      - [ ] After a crash \`crash\`: expected 0 frames (undetermined)
        - why: the engine is gone<br>connection refused

      </details>


    Success metrics:

    - [ ] Nothing is lost (shown by \`block1/persistence/aof\`, \`block1/persistence/loss\`) (not met)
    - [x] Frames are kept (shown by \`block1/persistence/aof\`)
    - [ ] Load is carried (shown by \`block3/load\`) (waived)
    - [ ] The rate is held (shown by \`block3/load/rate\`) (waived)

    ## Load

    - [ ] **Sustained load** \`block3/load\` (waived)
      <details><summary>Criteria: 1 waived, 1 met</summary>

      - [x] Messages per second \`rate@redis\`: measured **1,002 msg/s**, expected ≥ 1,000 msg/s
      - [ ] Messages per second \`rate@rabbitmq\`: measured **900 msg/s**, expected ≥ 1,000 msg/s (waived)
        - why: waived by A. Lead until 2027-01-31: slow test host; not-met: find the limit

      </details>


    <details><summary>What was verified</summary>

    | | |
    |---|---|
    | Commit | 0123abc+changes |
    | Host | Debian 13, kernel 6.12, 4 x Some CPU, 16 GiB |
    | Node | v24.21.0 |
    | Version of Redis | 8.2.2 |
    | Image of redis | redis:8.2.2 (sha256:cafe) |
    | SHA-256 of plan | feed |

    </details>

    ## Sign-off

    | | |
    |---|---|
    | Name | |
    | Date | |
    | Decision (accept / reject) | |
    | Remarks | |
    "
  `);
});

/** As many lines as a comment shows without anything being opened. */
function shown(text: string): number {
  let depth = 0;
  return text.split("\n").filter((line) => {
    if (line.includes("</details>")) depth -= 1;
    const isShown = depth === 0;
    if (line.includes("<details>")) depth += 1;
    return isShown;
  }).length;
}

test.each(["met", "not-met", "not-run"] as const)(
  "it fits a comment, whatever came out: all is %s",
  (status) => {
    const whole = loadPlan();
    const tasks = whole.blocks
      .flatMap((block) => block.tasks)
      .map(({ id, criteria, brokers = [undefined] }) =>
        taskResult(
          id,
          ...criteria.flatMap((criterion) =>
            brokers.map((broker) =>
              criterionResult(criterion.id, {
                status,
                ...(broker ? { broker } : {}),
                measuredText: "1,020 msg/s",
              }),
            ),
          ),
        ),
      );
    const text = completionMarkdown(whole, resultsWith({ tasks }));

    expect(shown(text)).toBeLessThanOrEqual(200);
    expect(text.length).toBeLessThan(65_536);
  },
);

test("the promises stand before the checklist, with value and interval, or what they came to", () => {
  const interval = { low: 1001, high: 1003, confidencePercent: 99, samples: 100 };
  const promised: Plan = {
    ...plan,
    names: { redis: "Redis", rabbitmq: "RabbitMQ" },
    promises: [{ title: titled("Rate"), shownBy: "block3/load/rate" }],
  };
  const tasks = [
    taskResult(
      "block3/load",
      criterionResult("rate", { ...rate, broker: "redis", measured: 1002, interval }),
      criterionResult("rate", { ...rate, broker: "rabbitmq", status: "undetermined" }),
    ),
  ];
  const text = completionMarkdown(promised, resultsWith({ tasks }));

  expect(text).toContain("| promise | limit | Redis | RabbitMQ |");
  expect(text).toContain("| Rate | ≥ 1,000 msg/s | 1,002 frames (1,001 to 1,003) | **undetermined** |");
});

test("which of several runs it was stands at the top", () => {
  const shard = { number: 2, of: 4, division: [] };
  const [front = ""] = completionMarkdown(plan, { ...results, shard }).split("\n## ");

  expect(front).toContain("\n\nShard 2 of 4: the tasks of the other shards are not run here.");
});
