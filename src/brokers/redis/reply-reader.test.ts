import fc from "fast-check";
import { Decoder } from "ioredis/built/resp/decoder.js";
import { expect, test, vi } from "vitest";
import { ErrorReply, type Reply, ReplyReader } from "./reply-reader.ts";

/** The replies in bytes that arrive in such chunks. */
function repliesIn(...chunks: readonly Buffer[]): Reply[] {
  const replies: Reply[] = [];
  const reader = new ReplyReader((reply) => replies.push(reply));
  for (const chunk of chunks) reader.read(chunk);
  return replies;
}

const inOne = (text: string) => repliesIn(Buffer.from(text));

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const edges = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...edges].map((from, index) => bytes.subarray(from, edges[index] ?? bytes.length));
}

/** Any reply, as it is sent. */
const { reply: anyReply } = fc.letrec<{ reply: Buffer }>((tie) => ({
  reply: fc.oneof(
    { depthSize: "small" },
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.concat([line("$", bytes.length), bytes, line()])),
    fc.stringMatching(/^[ -~]*$/).map((text) => line("+", text)),
    fc.stringMatching(/^[ -~]+$/).map((text) => line("-", text)),
    fc.integer().map((number) => line(":", number)),
    fc.constantFrom("$-1\r\n", "*-1\r\n", "_\r\n", "*0\r\n").map((text) => Buffer.from(text)),
    fc
      .array(tie("reply"), { maxLength: 4 })
      .map((items) => Buffer.concat([line("*", items.length), ...items])),
  ),
}));

function line(type = "", value: string | number = ""): Buffer {
  return Buffer.from(`${type}${value}\r\n`);
}

test("a reply of each type", () => {
  expect(inOne("$3\r\n1-1\r\n")).toEqual([Buffer.from("1-1")]);
  expect(inOne("$0\r\n\r\n")).toEqual([Buffer.alloc(0)]);
  expect(inOne("+OK\r\n")).toEqual(["OK"]);
  expect(inOne("-OOM no\r\n")).toEqual([new ErrorReply("OOM no")]);
  expect(inOne(":-12\r\n")).toEqual([-12]);
  expect(inOne("*2\r\n:1\r\n*1\r\n+a\r\n")).toEqual([[1, ["a"]]]);
  expect(inOne("%1\r\n+a\r\n:1\r\n")).toEqual([["a", 1]]);
  expect(inOne("~1\r\n+a\r\n*0\r\n")).toEqual([["a"], []]);
  expect(inOne("$-1\r\n*-1\r\n_\r\n")).toEqual([null, null, null]);
});

test.each(["HTTP/1.1 400 Bad Request\r\n", ">2\r\n", "$x\r\n", ":1x\r\n", "\r\n"])(
  "what is no reply is an error that says so: %j",
  (text) => {
    expect(() => inOne(text)).toThrow("Protocol error");
  },
);

test("it reads what the client's own decoder reads, however the bytes are cut", () => {
  fc.assert(
    fc.property(fc.array(anyReply, { minLength: 1 }), fc.array(fc.nat()), (sent, places) => {
      const chunks = cut(Buffer.concat(sent), places).filter((chunk) => chunk.length > 0);

      expect(plain(repliesIn(...chunks))).toEqual(plain(decoded(chunks)));
    }),
  );
});

test("a long string is put together once, not anew with each of its chunks", () => {
  const frame = Buffer.alloc(1_000_000, 7);
  const chunks = [
    Buffer.from(`$${frame.length}\r\n`),
    ...cut(frame, everyPlace(10_000)),
    Buffer.from("\r\n"),
  ];
  using joined = vi.spyOn(Buffer, "concat");

  expect(repliesIn(...chunks, ...chunks).map((reply) => frame.equals(reply as Buffer))).toEqual([true, true]);
  expect(joined).toHaveBeenCalledTimes(2);
});

function everyPlace(bytes: number): number[] {
  return Array.from({ length: 99 }, (_, index) => (index + 1) * bytes);
}

function decoded(chunks: readonly Buffer[]): unknown[] {
  const replies: unknown[] = [];
  const take = (reply: unknown) => replies.push(reply);
  const decoder = new Decoder({
    getTypeMapping: () => ({ 36: Buffer }) as never,
    onReply: take,
    onErrorReply: take,
    onPush: take,
  });
  // It keeps pieces of what it was given, and reads on in them.
  for (const chunk of chunks) decoder.write(Buffer.from(chunk));
  return replies;
}

/** Errors of both as one shape. */
function plain(value: unknown): unknown {
  if (value instanceof Error) return { error: value.message };
  return Array.isArray(value) ? value.map(plain) : value;
}
