import { expect, test } from "vitest";
import { describeTriggers } from "../../rollback/triggers.ts";
import { begunIn } from "./rehearsed-watch.ts";

test("what the watcher would begin for is read from its lines, and from no other", () => {
  const told = describeTriggers([
    { alert: "FramesLost", of: "redis", state: "firing" },
    { alert: "MemoryCritical", of: "rabbitmq", state: "firing" },
  ]);
  const text = [
    "Watching FramesLost, MemoryCritical; Ctrl-C ends it",
    "ThroughputLow of redis is firing",
    `A rollback would begin: ${told}`,
    "A rollback would begin: FramesLost of redis is firing",
  ].join("\n");

  expect(begunIn(text)).toEqual(["FramesLost of redis", "MemoryCritical of rabbitmq"]);
  expect(begunIn("no trigger is on\n")).toEqual([]);
});
