import { expect, test } from "vitest";
import { Lanes } from "./lanes.ts";
import type { Round } from "./rounds.ts";

function roundsOf(...names: string[]) {
  const left = names.map((name): Round => ({ look: { specs: [name] }, mutants: [] }));
  const ended: string[] = [];
  return { ended, left, next: () => left.shift() };
}

function lanesOf(
  names: string[],
  { leftMs = (): number => 100_000, onRun = (_name: string) => Promise.resolve() } = {},
) {
  const rounds = roundsOf(...names);
  const lanes = new Lanes({
    rounds: {
      next: rounds.next,
      ended: ({ look }) => {
        rounds.ended.push(look.specs[0] ?? "");
        // What has ended may leave more to do.
        if (look.specs[0] === "a") rounds.left.push({ look: { specs: ["more"] }, mutants: [] });
      },
    },
    run: async ({ look }) => {
      await onRun(look.specs[0] ?? "");
      return [];
    },
    leftMs,
    onEnd: () => undefined,
  });
  return { lanes, ended: rounds.ended };
}

test("all lanes go on as long as a run of another one may leave more to do", async () => {
  const { lanes, ended } = lanesOf(["a", "b"]);
  await lanes.all(3);

  expect(ended.toSorted()).toEqual(["a", "b", "more"]);
});

test("nothing is begun that the time is too short for", async () => {
  let leftMs = 100_000;
  const onRun = async () => {
    leftMs -= 50_000;
  };
  const { lanes, ended } = lanesOf(["b", "c", "d"], { leftMs: () => leftMs, onRun });
  await lanes.all(1);

  expect(ended, "the first took 50 s; a run is taken to last a minute").toEqual(["b"]);
});

test("a run that fails ends all of it", async () => {
  const { lanes } = lanesOf(["b", "c"], { onRun: () => Promise.reject(new Error("no disk")) });

  await expect(lanes.all(2)).rejects.toThrow("no disk");
});
