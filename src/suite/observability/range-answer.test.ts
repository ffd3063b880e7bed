import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { isRefusal, mustHaveBeenScraped, whyNothing } from "./range-answer.ts";

const values = (...each: number[]) => ({ values: each.map((value, at) => [at, value] as const) });

test("one finite value at any time in any series is an answer, and 0 is one", () => {
  expect(whyNothing([values(Number.NaN), values(Number.NaN, 0)])).toBeUndefined();
});

test("series without a finite value are told apart from none at all", () => {
  expect(whyNothing([values(Number.NaN), values(Number.POSITIVE_INFINITY), values()])).toBe(
    "no finite value",
  );
  expect(whyNothing([])).toBe("no series");
});

test("a query is refused where Prometheus says so, and a Prometheus that fails says nothing of it", () => {
  expect(isRefusal("GET http://p:9090/api/v1/query_range answered 400: parse error")).toBe(true);
  expect(isRefusal("GET http://p:9090/api/v1/query_range answered 503")).toBe(false);
  expect(isRefusal("connect ECONNREFUSED 127.0.0.1:4000")).toBe(false);
});

test("what is missing stays open while a target could not be scraped", () => {
  const [missing, failed] = [new Map([["up{job='x'}", "no series"]]), new Set(["redis redis-exporter:9121"])];

  expect(() => mustHaveBeenScraped(missing, failed)).toThrow(Undetermined);
  expect(() => mustHaveBeenScraped(missing, failed)).toThrow(
    /could not scrape redis redis-exporter:9121 .* of 1 expressions: up\{job='x'\}$/,
  );
  expect(() => mustHaveBeenScraped(missing, new Set())).not.toThrow();
  expect(() => mustHaveBeenScraped(new Map(), failed)).not.toThrow();
});
