import { expect, test } from "vitest";
import { commandBytes, XaddBytes } from "./command-bytes.ts";

test("a command is a list of strings, each with its length in bytes", () => {
  const command = commandBytes("XACK", "żródło", 12, Buffer.from([0xff, 0x0d]));

  const words = ["*4", "$4", "XACK", "$9", "żródło", "$2", "12", "$2", ""].join("\r\n");
  expect(command).toEqual(Buffer.concat([Buffer.from(words), Buffer.from([0xff, 0x0d, 0x0d, 0x0a])]));
});

test("XADD of a frame is the same command, for frames of every length", () => {
  const xadd = new XaddBytes("źródło");

  for (const frame of ["", "a", "b", "longer", "a"].map((text) => Buffer.from(text))) {
    expect(Buffer.concat(xadd.of(frame))).toEqual(commandBytes("XADD", "źródło", "*", "frame", frame));
  }
});
