import { Writable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { TurnWriter } from "./turn-writer.ts";

/** A socket that keeps what each system call would be given. */
function kept() {
  const writes: string[] = [];
  const socket = new Writable({
    write: (chunk, _encoding, done) => {
      writes.push(String(chunk));
      done();
    },
    writev: (chunks, done) => {
      writes.push(chunks.map(({ chunk }) => String(chunk)).join(""));
      done();
    },
  });
  return { socket, writes, writer: new TurnWriter(socket) };
}

const message = (text: string) => [...text].map((letter) => Buffer.from(letter));

test("messages of one turn leave together, and those of the next after them", async () => {
  const { writes, writer } = kept();
  writer.write(message("ab"));
  writer.write(message("cd"));
  await turn();
  writer.write(message("ef"));
  await turn();

  expect(writes).toEqual(["abcd", "ef"]);
});

test("of very many the first leave at once", async () => {
  const { writes, writer } = kept();
  for (let sent = 0; sent < 600; sent += 1) writer.write(message("a"));
  expect(writes.map((write) => write.length)).toEqual([256, 256]);
  await turn();

  expect(writes.map((write) => write.length)).toEqual([256, 256, 88]);
});

test("large messages are not copied, and leave together as well", async () => {
  const { writes, writer } = kept();
  const large = "x".repeat(40_000);
  writer.write([Buffer.from("1"), Buffer.from(large)]);
  writer.write([Buffer.from("2"), Buffer.from(large)]);
  await turn();

  // The stream has handed the first piece on before it was told that others follow.
  expect(writes.join("")).toBe(`1${large}2${large}`);
  expect(writes.length).toBeLessThanOrEqual(2);
});

test("of a socket that was ended meanwhile nothing comes back", async () => {
  const { socket, writes, writer } = kept();
  writer.write(message("a"));
  socket.end();
  await turn();

  expect(writes).toEqual([]);
});
