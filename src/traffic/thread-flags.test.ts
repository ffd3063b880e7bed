import { expect, test } from "vitest";
import { ThreadFlags } from "./thread-flags.ts";

test("what is told in one thread is told in every one that has the same memory, and nothing else is", () => {
  const here = new ThreadFlags();
  const there = new ThreadFlags(here.memory);
  expect(there.isTold("stopSending")).toBe(false);

  here.tell("stopSending");

  expect(["receive", "stopSending", "stopReceiving"].map((flag) => there.isTold(flag as "receive"))).toEqual([
    false,
    true,
    false,
  ]);
  expect(new ThreadFlags().isTold("stopSending")).toBe(false);
});
