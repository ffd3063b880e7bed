import { expect, test } from "vitest";
import { readDataSource } from "./grafana-source.ts";

test("the delivered data source has a name, and the time between two scrapes", () => {
  expect(readDataSource()).toEqual({ name: "Prometheus", scrapedEvery: "5s" });
});

test("a file that can't be read is named with what to do", () => {
  expect(() => readDataSource("/nowhere.yml")).toThrow("config/grafana/datasources/prometheus.yml");
});
