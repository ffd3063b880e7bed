import { expect, test } from "vitest";
import { rightsOf } from "./user-rights.ts";

test("what users may beyond their work, and what their work lacks, is told apart, with whose it is", () => {
  const producer = { user: "redis: producer", allowed: ["XADD", "DEL"], needed: ["XADD", "PING"], looked: 4 };
  const consumer = { user: "redis: consumer", allowed: ["XACK"], needed: ["XACK"], looked: 3 };

  expect(rightsOf([producer, consumer])).toEqual({
    beyond: ["redis: producer DEL"],
    lacking: ["redis: producer PING"],
    looked: 7,
  });
});

test("a user who is allowed nothing lacks everything, so that a broker that says nothing is not taken for a strict one", () => {
  expect(rightsOf([{ user: "u", allowed: [], needed: ["PING"], looked: 1 }]).lacking).toEqual(["u PING"]);
  expect(rightsOf([])).toEqual({ beyond: [], lacking: [], looked: 0 });
});
