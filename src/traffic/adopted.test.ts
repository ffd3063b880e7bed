import { expect, test } from "vitest";
import { FakeBroker } from "../brokers/fake/fake-broker.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { Problem } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { adopted } from "./adopted.ts";

const target = { broker: "redis", host: "127.0.0.1", port: 1, destination: "frames" };

/** A broker that says it holds so many, at each look. */
function broker(...depths: (number | Error)[]) {
  const depth = async () => {
    const answer = depths.shift() ?? 0;
    if (typeof answer === "number") return answer;
    throw answer;
  };
  return Object.assign(new FakeBroker(monotonicClock), { depth });
}

test("frames of others are gone before the load begins", async () => {
  const depths = [2, 1, 0];
  const depth = async () => depths.shift() ?? 0;

  await adopted(target, Object.assign(broker(), { depth }));

  expect(depths).toEqual([]);
});

test("a broker that goes away meanwhile is named, with what to do about it", async () => {
  const gone = adopted(target, broker(3, new Undetermined("connect ECONNREFUSED 127.0.0.1:1")));

  await expect(gone).rejects.toThrow(Problem);
  await expect(gone).rejects.toThrow(/^redis at 127.0.0.1:1: expected one that takes frames into fake/);
});
