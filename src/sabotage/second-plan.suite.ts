import { expect, test } from "vitest";
import { keyOf } from "../plan/criterion-key.ts";
import { ScratchCopy } from "./scratch-copy.ts";

const PLAN = "fixtures/plans/one-broker/plan.yaml";

test("another plan is signed off: other ids and thresholds, one broker, titles in German", async () => {
  using copy = new ScratchCopy();
  const { exitCode, results, output } = await copy.signOff("--plan", PLAN);

  const statuses = (results?.tasks ?? []).flatMap(({ id, criteria }) =>
    criteria.map((criterion) => [keyOf(id, criterion), criterion.status]),
  );
  expect(Object.fromEntries(statuses), output).toEqual({
    "host/room/memory": "met",
    "host/room/disk": "met",
    "frames/messages/intact@redis": "met",
    "frames/messages/rate@redis": "met",
    "frames/messages/duration@redis": "undetermined",
    "frames/messages/once@redis": "met",
    "frames/pictures/rate@redis": "met",
    "frames/pictures/latency@redis": "met",
    "frames/pictures/once@redis": "met",
    "frames/exporter/up": "met",
    "frames/exporter/scraped": "met",
    "frames/crash/lost": "not-run",
  });
  expect(results).toMatchObject({ plan: PLAN, brokers: ["redis"], verdict: "incomplete" });
  expect(exitCode).toBe(2);
  const rate = results?.tasks.find(({ id }) => id === "frames/messages")?.criteria[1]?.measured;
  expect(rate, "offered what this plan asks for, and not the delivered one's").toBeLessThan(400);
  expect(copy.read("reports/completion.de.html")).toContain("Unversehrt empfangen");
  expect(copy.read("reports/completion.pl.html")).toBeUndefined();
});
