import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { requireRoom } from "./disk-room.ts";

const MORE_THAN_ANY = 2 ** 40;

test("a disk with room is taken", async () => {
  await expect(requireRoom("image x", "/", 0)).resolves.toBeUndefined();
});

test("a disk without room is named with what is missing, before anything is built", async () => {
  const required = requireRoom("image x", "/", MORE_THAN_ANY);

  await expect(required).rejects.toThrow(Problem);
  await expect(required).rejects.toThrow(/^image x: expected 1099511627776 GiB free at \/, saw [\d.]+ GiB/);
});

test("the folder of an engine in a virtual machine is not here, and its room not known", async () => {
  await expect(requireRoom("image x", "/no/such/folder", MORE_THAN_ANY)).resolves.toBeUndefined();
});
