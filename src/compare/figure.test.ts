import { expect, test } from "vitest";
import { tried, valuesOf, without } from "./figure.ts";

test("what fails is undetermined with its reason", async () => {
  expect(await tried(async () => 7)).toEqual({ value: 7 });
  expect(await tried(() => Promise.reject(new Error("the node is gone")))).toEqual({
    undetermined: "the node is gone",
  });
});

test("of several attempts there are the values, and each reason once", () => {
  const all = [{ value: 1 }, { undetermined: "full" }, { value: 2 }, { undetermined: "full" }];

  expect(valuesOf(all)).toEqual({ values: [1, 2], reasons: ["full"] });
});

test("without any reason it was not measured", () => {
  expect(without(["full", "gone"])).toEqual({ undetermined: "full; gone" });
  expect(without([])).toEqual({ undetermined: "it was not measured" });
});
