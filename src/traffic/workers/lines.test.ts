import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { lineOf, onMessages } from "./lines.ts";

test("messages arrive whole and in order however a stream is cut, and what a library prints is none", async () => {
  const text = `${lineOf({ kind: "hello", version: "ż" })}a warning\n${lineOf({ kind: "ready" })}{"kind":`;
  const stream = new PassThrough();
  const seen: unknown[] = [];
  onMessages(stream, (message) => seen.push(message));
  for (const byte of Buffer.from(text)) stream.write(Buffer.from([byte]));
  stream.end();
  await new Promise((resolve) => stream.once("end", resolve));

  expect(seen).toEqual([{ kind: "hello", version: "ż" }, { kind: "ready" }]);
});
