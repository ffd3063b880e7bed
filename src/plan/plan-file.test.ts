import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { loadPlan } from "./plan-file.ts";
import type { Plan } from "./schema.ts";

const VALID = `title: { en: Phase, pl: Faza }
brokers: [redis, rabbitmq]
roles: { successRate: block1/persistence/rate }
blocks:
  - id: block1
    title: { en: Redis, pl: Redis }
    success:
      - title: { en: No loss, pl: Bez strat }
        shownBy: [block1/persistence/loss, block1/exporter]
    tasks:
      - id: block1/persistence
        title: { en: Persistence, pl: Trwałość }
        criteria:
          - id: loss
            title: { en: Lost frames, pl: Utracone klatki }
            expected: { is: 0 }
            remedy: set appendonly yes
          - id: rate
            title: { en: Rate, pl: Tempo }
            expected: { atLeast: 4 }
            remedy: take a faster disk
      - id: block1/exporter
        title: { en: Exporter, pl: Eksporter }
        criteria:
          - id: up
            title: { en: Up, pl: Działa }
            expected: { is: true }
            remedy: start it
`;

function load(yaml: string): Plan {
  const folder = scratchFolder("plan-");
  const path = join(folder, "plan.yaml");
  writeFileSync(path, yaml);
  return loadPlan(path);
}

test("a plan is read in its own order, a block without success metrics with none", () => {
  const withoutSuccess = VALID.replace(/ {4}success:\n.*\n.*\n/, "");

  expect(load(VALID).blocks[0]?.tasks.map(({ id }) => id)).toEqual(["block1/persistence", "block1/exporter"]);
  expect(load(withoutSuccess).blocks[0]?.success).toEqual([]);
});

test.each<{ mistake: string; from: string | RegExp; to: string; error: RegExp }>([
  {
    mistake: "an unknown key",
    from: "remedy: take a faster disk\n",
    to: "remedy: take a faster disk\n            threshold: 4\n",
    error: /line 18: blocks\.0\.tasks\.0\.criteria\.1: .*"threshold"/,
  },
  {
    mistake: "a missing threshold",
    from: "            expected: { atLeast: 4 }\n",
    to: "",
    error: /line 18: blocks\.0\.tasks\.0\.criteria\.1\.expected: /,
  },
  {
    mistake: "two thresholds in one",
    from: "{ atLeast: 4 }",
    to: "{ atLeast: 4, atMost: 9 }",
    error: /line 20: blocks\.0\.tasks\.0\.criteria\.1\.expected: /,
  },
  {
    mistake: "a range that ends before it begins",
    from: "{ atLeast: 4 }",
    to: "{ from: 9, to: 4 }",
    error: /line 20: blocks\.0\.tasks\.0\.criteria\.1\.expected.*the lower bound comes first/s,
  },
  {
    mistake: "what is not covered in one language alone",
    from: "            remedy: start it\n",
    to: "            remedy: start it\n            notCovered: { en: Its age }\n",
    error: /line 29: .*notCovered\.pl: the plan's own title is in this language/,
  },
  {
    mistake: "a reason in one language alone",
    from: "            remedy: start it\n",
    to: "            remedy: start it\n            why: { en: It is small }\n",
    error: /line 29: .*why\.pl: the plan's own title is in this language/,
  },
  {
    mistake: "a threshold that is no number",
    from: "{ atLeast: 4 }",
    to: "{ atLeast: four }",
    error: /line 20: blocks\.0\.tasks\.0\.criteria\.1\.expected.*atLeast: .*expected number/,
  },
  {
    mistake: "a version that is no version",
    from: "{ atLeast: 4 }",
    to: "{ atLeastVersion: abc }",
    error: /line 20: .*write a version as 3\.12/,
  },
  {
    mistake: "several values of which there is none",
    from: "{ atLeast: 4 }",
    to: "{ all: {} }",
    error: /line 20: .*name at least one value/,
  },
  {
    mistake: "a broker that is named twice",
    from: "[redis, rabbitmq]",
    to: "[redis, redis]",
    error: /line 2: brokers: name each broker once/,
  },
  {
    mistake: "a role of nothing",
    from: "successRate: block1/persistence/rate",
    to: "successRate: block1/persistence/speed",
    error: /line 3: roles\.successRate: no task or criterion is called block1\/persistence\/speed/,
  },
  {
    mistake: "a role that nothing asks for",
    from: "successRate: ",
    to: "speed: ",
    error: /line 3: roles/,
  },
  {
    mistake: "a title in a language that the plan's own is not in",
    from: "{ en: Up, pl: Działa }",
    to: "{ en: Up, pl: Działa, de: Oben }",
    error: /line 26: .*title\.de: the plan's own title is not in this language/,
  },
  {
    mistake: "a task that is there twice",
    from: "id: block1/exporter",
    to: "id: block1/persistence",
    error: /line 22: blocks\.0\.tasks\.1\.id: block1\/persistence is there twice/,
  },
  {
    mistake: "a criterion that is there twice in its task",
    from: "id: rate",
    to: "id: loss",
    error: /line 18: .*block1\/persistence\/loss is there twice/,
  },
  {
    mistake: "a task of another block",
    from: "- id: block1/exporter",
    to: "- id: block2/exporter",
    error: /line 22: blocks\.0\.tasks\.1\.id: a task of block1 has an id that starts with block1\//,
  },
  {
    mistake: "a success metric that refers to nothing",
    from: "block1/exporter]",
    to: "block1/grafana]",
    error: /line 9: blocks\.0\.success\.0\.shownBy\.1: no task or criterion is called block1\/grafana/,
  },
  {
    mistake: "a title in one language alone",
    from: "{ en: Up, pl: Działa }",
    to: "{ en: Up }",
    error: /line 26: blocks\.0\.tasks\.1\.criteria\.0\.title\.pl: /,
  },
  {
    mistake: "a remedy in another language than the titles",
    from: "remedy: start it\n",
    to: "remedy: { en: start it, de: starten }\n",
    error: /remedy\.de: the plan's own title is not in this language/,
  },
  {
    mistake: "a criterion without a remedy",
    from: "            remedy: start it\n",
    to: "",
    error: /line 25: blocks\.0\.tasks\.1\.criteria\.0\.remedy: /,
  },
])("$mistake is an error with its line", ({ from, to, error }) => {
  expect(() => load(VALID.replace(from, to))).toThrow(error);
});

test("one id may be a criterion of two tasks", () => {
  expect(() => load(VALID.replace("id: up", "id: rate"))).not.toThrow();
});
