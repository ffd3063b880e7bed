import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { ContainerState } from "../../stack/running-service.ts";
import { ofOneProcess } from "./same-process.ts";

const RUNS = { running: true, paused: false, pid: 7, startedAt: "2026-01-01T00:00:00Z", exitCode: 0 };

/** A service that is seen like this, one look after the other. */
function service(...states: (Partial<ContainerState> | Error)[]) {
  return {
    name: "redis",
    state: async () => {
      const state = states.shift();
      if (state instanceof Error) throw state;
      return { ...RUNS, ...state };
    },
  };
}

test.for([
  [[{}, {}], undefined],
  [[{}, { pid: 8 }], "redis was started again while it was measured: process 7 before, 8 after"],
  [
    [{}, { startedAt: "2026-01-01T00:00:09Z" }],
    "redis was started again while it was measured: process 7 before, 7 after",
  ],
  [[{}, { running: false, exitCode: 137 }], "redis had ended with 137 before its load did"],
  [[{}, new Undetermined("gone")], "redis could not be seen any more when its load had ended"],
  [[new Undetermined("an address"), new Undetermined("an address")], undefined],
] as const)("of a service that is seen as %j", async ([states, restarted]) => {
  const looked = await ofOneProcess(service(...states), async () => "figures");

  expect(looked).toEqual({ found: "figures", restarted });
});

test("an engine that does not answer is no answer", async () => {
  await expect(ofOneProcess(service(new Error("no engine")), async () => 1)).rejects.toThrow("no engine");
});
