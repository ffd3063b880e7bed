import { expect, test } from "vitest";
import { environmentOf } from "./environment-of.ts";

test("a variable has all that stands behind its first equals sign", () => {
  expect(environmentOf(["PATH=/bin", "PASSWORD=a=b", "EMPTY=", "NONE"])).toEqual({
    PATH: "/bin",
    PASSWORD: "a=b",
    EMPTY: "",
    NONE: "",
  });
});
