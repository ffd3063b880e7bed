import { describe, expect, it } from "vitest";
import { z } from "zod";
import { messageOf, Problem } from "./problem.ts";

const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (thrown) {
    return thrown;
  }
}

describe("the message of what was thrown", () => {
  it.each([
    [
      "a cause behind a message that says nothing",
      new TypeError("fetch failed", { cause: refused }),
      "connect ECONNREFUSED 127.0.0.1:1",
    ],
    [
      "the innermost of several",
      new Error("a", { cause: new Error("b", { cause: new Error("c") }) }),
      "a: b: c",
    ],
    [
      "a cause that is told already",
      new Error(`no: ${refused.message}`, { cause: refused }),
      `no: ${refused.message}`,
    ],
    [
      "several at once",
      new AggregateError([refused, new Error("other")], ""),
      "connect ECONNREFUSED 127.0.0.1:1; other",
    ],
    ["the same twice", new AggregateError([refused, refused]), "connect ECONNREFUSED 127.0.0.1:1"],
    ["a code where there is no message", Object.assign(new Error(""), { code: "ETIMEDOUT" }), "ETIMEDOUT"],
    ["a name where there is nothing else", new RangeError(), "RangeError"],
    [
      "checks of a schema",
      thrownBy(() => z.object({ a: z.object({ b: z.number() }) }).parse({ a: { b: "x" } })),
      "a.b: Invalid input: expected number, received string",
    ],
    [
      "checks of a schema that were serialized",
      { name: "ZodError", message: '[{"path":["a",0],"message":"bad"}]' },
      "a.0: bad",
    ],
    ["a text", "as it is", "as it is"],
    ["nothing", undefined, "undefined"],
  ])("tells %s", (_what, thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });

  it("tells an error and what went wrong while it was on its way", () => {
    expect(messageOf(new SuppressedError(new Error("later"), new Error("first")))).toBe("first; later");
  });

  it("ends when causes go in a circle", () => {
    const [a, b] = [new Error("a"), new Error("b")];
    [a.cause, b.cause] = [b, a];

    expect(messageOf(a)).toContain("a: b");
  });
});

it("is a problem without credentials, in message and parts", () => {
  const problem = new Problem({ subject: "s", expected: "e", seen: "redis://u:pw1@h", remedy: "r" });

  expect(problem.message).toBe("s: expected e, saw redis://***@h\n  What to do: r");
  expect(problem.parts.seen).toBe("redis://***@h");
});
