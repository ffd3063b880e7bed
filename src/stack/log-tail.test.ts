import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { LogTail } from "./log-tail.ts";

async function tailOf(...chunks: string[]): Promise<LogTail> {
  const tail = new LogTail();
  const stream = Readable.from(chunks);
  tail.follow(stream);
  await new Promise((resolve) => stream.once("close", resolve));
  return tail;
}

test("lines are put together from the chunks that they come in", async () => {
  const tail = await tailOf("one\ntw", "o\r\n\nthree");

  expect(tail.last(10)).toEqual(["one", "two", "three"]);
  expect(tail.last(2)).toEqual(["two", "three"]);
});

test("only the last five hundred lines are kept", async () => {
  const tail = await tailOf(...Array.from({ length: 600 }, (_, line) => `line ${line}\n`));

  expect(tail.last(1000)).toHaveLength(500);
  expect(tail.last(1)).toEqual(["line 599"]);
});

test("the cause that scrolled away is told before the end", async () => {
  const crash = Array.from({ length: 40 }, (_, line) => `stack frame ${line}\n`);
  const tail = await tailOf("starting\n", "[error] no setting with that name\n", ...crash);

  expect(tail.telling()).toEqual(["[error] no setting with that name", ...tail.last(10)]);
});

test("a stream that breaks off says so", async () => {
  const tail = new LogTail();
  const stream = new Readable({ read: () => undefined });
  tail.follow(stream);
  stream.destroy(new Error("engine gone"));
  await new Promise((resolve) => stream.once("close", resolve));

  expect(tail.last(1)).toEqual(["(the log broke off: engine gone)"]);
});
