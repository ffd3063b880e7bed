import { expect, test } from "vitest";
import { turnsOf } from "./turns.ts";

const BROKERS = ["a", "b", "c"];
const ordersOf = (rounds: number) =>
  [...Map.groupBy(turnsOf(BROKERS, rounds), ({ round }) => round).values()].map((turns) =>
    turns.map(({ of }) => of).join(""),
  );

test("everyone has a turn in each round, and each round begins with another one", () => {
  expect(ordersOf(3)).toEqual(["abc", "bca", "cab"]);
});

test("then the order is turned round, so that another one comes before each", () => {
  expect(ordersOf(6).slice(3)).toEqual(["cba", "acb", "bac"]);
});

test("of nobody there are no turns", () => {
  expect(turnsOf([], 2)).toEqual([]);
});
