import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { bothStarted } from "./both-started.ts";

test("one that does not start is told once the other one has come to its end", async () => {
  const { promise, resolve } = Promise.withResolvers<ComposedStack>();
  const seen: string[] = [];
  const failing = { started: () => Promise.reject(new Error("no port is free")) };

  const both = bothStarted(failing, { started: () => promise }).catch((thrown: Error) =>
    seen.push(thrown.message),
  );
  await turn();
  seen.push("the other one has started");
  resolve({} as ComposedStack);
  await both;

  expect(seen).toEqual(["the other one has started", "no port is free"]);
});
