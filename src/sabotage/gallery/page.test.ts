import { expect, test } from "vitest";
import { galleryOf } from "./page.ts";
import { RED_REPORTS } from "./red-reports.ts";

const [first] = RED_REPORTS as [(typeof RED_REPORTS)[number]];

test("a report is shown with what was done, what it says and what to do", () => {
  const shown = {
    ...{ report: { ...first, steps: ["Read.", "Mend."] }, title: "Stable", status: "not-met" as const },
    ...{ measuredText: "82 %", expected: "< 80 %", reason: "raise it\n  in redis.conf" },
  };

  expect(galleryOf([shown], "images").split("\n")).toEqual([
    "## Redis runs full",
    "",
    first.done,
    "",
    "![Redis runs full: the criterion in the report](images/gallery-full-redis.png)",
    "",
    "**Stable** (`block1/performance/stable-under-load`) is *not met*: measured 82 %, expected < 80 %.",
    "",
    "> raise it",
    "> in redis.conf",
    "",
    "1. Read.",
    "2. Mend.",
  ]);
});
