import { expect, test } from "vitest";
import { jsonOf } from "./json.ts";

test.each([
  ['{"a":[1]}', { a: [1] }],
  ["null", null],
  ['{"a":', undefined],
  ["", undefined],
])("of %j it is %j", (text, value) => {
  expect(jsonOf(text)).toEqual(value);
});
