import { expect, test } from "vitest";
import { changed } from "./second.ts";

test("containers that are as they were are no deviation", () => {
  expect(changed(["/redis 1 running"], ["/redis 1 running"])).toEqual([]);
});

test("one that is gone, started again or new is", () => {
  expect(changed(["/redis 1 running", "/rabbitmq 2 running"], ["/redis 1 exited"])).toEqual([
    "gone from the first checkout: /redis 1 running",
    "gone from the first checkout: /rabbitmq 2 running",
    "new in the first checkout: /redis 1 exited",
  ]);
});

test("a first checkout without a container proves nothing", () => {
  expect(changed([], [])).toEqual(["the first checkout had no container"]);
});
