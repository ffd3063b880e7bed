import { expect, test } from "vitest";
import { QUANTITIES, type Quantity } from "../../watchers/quantities.ts";
import { wrongLegend } from "./legends.ts";

const wrong = (name: string, legend: string, panel = {}) =>
  wrongLegend(name, QUANTITIES.get(name) as Quantity, legend, { type: "timeseries", ...panel });

test("a legend has each label that tells its series apart", () => {
  expect(wrong("frames-in", "{{broker}}")).toEqual([]);
  expect(wrong("frames-in", "taken by {{ broker }}")).toEqual([]);
  expect(wrong("target-up", "{{job}}")).toEqual([
    'its series are told apart by instance, which its legend "{{job}}" leaves out',
  ]);
});

test("a legend that is left to Grafana has all labels, and a panel without names has none", () => {
  expect(wrong("target-up", "__auto")).toEqual([]);
  expect(wrong("target-up", "")).toEqual([]);
  expect(wrong("frames-in", "{{broker}}", { type: "stat", isNameless: true })).toEqual([
    "its series are told apart by broker, which is not shown",
  ]);
});

test("what is of one broker alone need not say which, and may", () => {
  expect(wrong("rabbitmq-dropped", "dropped")).toEqual([]);
  expect(wrong("redis-primary", "Redis {{instance}}")).toEqual([]);
});

test("a legend with the name of one broker is that of another", () => {
  expect(wrong("frames-in", "rabbitmq")).toEqual([
    'its series are told apart by broker, which its legend "rabbitmq" leaves out',
    'is called "rabbitmq", and is not of rabbitmq alone',
  ]);
  expect(wrong("redis-primary", "RabbitMQ {{instance}}")).toEqual([
    'is called "RabbitMQ {{instance}}", and is not of rabbitmq alone',
  ]);
});

test("the buckets of a heatmap are told apart by their bounds", () => {
  expect(wrong("latency-buckets", "latency", { type: "heatmap" })).toEqual([]);
});
