import { expect, test } from "vitest";
import type { Trigger } from "./triggers.ts";
import { watch } from "./watch.ts";

const trigger = (alert: string, state: Trigger["state"] = "firing", of = "redis"): Trigger => ({
  alert,
  state,
  of,
});

/** Watches what is seen in these looks, one after the other; the last one fires, so that the watch ends. */
async function watched(looks: readonly (readonly Trigger[] | Error)[], isRehearsal = false) {
  const said: string[] = [];
  const begun: string[][] = [];
  const left = [...looks];
  const fired = await watch(
    async () => {
      const seen = left.shift() ?? [trigger("End")];
      if (seen instanceof Error) throw seen;
      return seen;
    },
    {
      say: (line) => said.push(line),
      begins: (firing) => {
        begun.push(firing.map(({ alert, of }) => `${alert} of ${of}`));
        return !isRehearsal || firing.some(({ alert }) => alert === "End");
      },
      everyMs: 1,
    },
  );
  return { fired: fired.map(({ alert }) => alert), said, begun, left: left.length };
}

test.for(["FramesLost", "ThroughputLow", "MemoryCritical"])(
  "%s by itself begins a rollback",
  async (alert) => {
    for (const of of ["redis", "rabbitmq"]) {
      const { fired, begun, left } = await watched([[], [trigger(alert, "firing", of)], []]);

      expect({ fired, begun, left }).toEqual({ fired: [alert], begun: [[`${alert} of ${of}`]], left: 1 });
    }
  },
);

test("a trigger that is pending begins nothing, and is told", async () => {
  const pending = trigger("MemoryCritical", "pending");
  const { fired, said } = await watched([[pending], [pending], [trigger("MemoryCritical")]]);

  expect(fired).toEqual(["MemoryCritical"]);
  expect(said).toEqual(["MemoryCritical of redis is pending", "MemoryCritical of redis is firing"]);
});

test("those that fire together begin it together, without what is pending", async () => {
  const on = [trigger("FramesLost"), trigger("ThroughputLow", "pending"), trigger("MemoryCritical")];

  expect((await watched([on])).fired).toEqual(["FramesLost", "MemoryCritical"]);
});

test("a rehearsal tells of each trigger as it fires, once, and of one that returns again", async () => {
  const [lost, low] = [trigger("FramesLost"), trigger("ThroughputLow", "firing", "rabbitmq")];
  const { begun } = await watched([[lost], [lost], [lost, low], [low], [], [lost]], true);

  expect(begun).toEqual([
    ["FramesLost of redis"],
    ["FramesLost of redis", "ThroughputLow of rabbitmq"],
    ["ThroughputLow of rabbitmq"],
    ["FramesLost of redis"],
    ["End of redis"],
  ]);
});

test("a Prometheus that does not answer is asked again, and told once", async () => {
  const { fired, said } = await watched([
    new Error("refused"),
    new Error("refused"),
    [trigger("FramesLost")],
  ]);

  expect(fired).toEqual(["FramesLost"]);
  expect(said).toEqual(["Prometheus does not tell: refused", "FramesLost of redis is firing"]);
});
