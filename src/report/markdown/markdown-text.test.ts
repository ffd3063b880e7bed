import { expect, test } from "vitest";
import { asText } from "./markdown-text.ts";

test("what a program printed is no markup", () => {
  expect(asText("*bold* <b> [link](x) `code` # head | cell ~ _ & \\")).toBe(
    "\\*bold\\* \\<b> \\[link\\](x) \\`code\\` \\# head \\| cell \\~ \\_ \\& \\\\",
  );
});

test("its lines become one, without the spaces around them", () => {
  expect(asText("\n one  \r\n\n  two\n")).toBe("one<br>two");
});
