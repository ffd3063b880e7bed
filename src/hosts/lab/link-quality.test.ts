import { expect, test } from "vitest";
import { Lab } from "./lab.ts";
import type { LabHost } from "./lab-host.ts";
import { whyNoLab } from "./requirements.ts";
import { roundTrip } from "./round-trip.ts";

const NOTHING_SAID = { images: [], isKept: false, progress: () => undefined };

test("a cable that is made worse delays and loses as much as was asked for, until it is good again", async ({
  skip,
}) => {
  const why = await whyNoLab();
  if (why) skip(why);
  await using lab = await Lab.up({ name: `q${process.pid}`, hosts: 2, ...NOTHING_SAID });
  const [first, second] = lab.hosts as [LabHost, LabHost];
  const there = (requests: number) => roundTrip(lab.initOf(first), second.address, requests);

  await lab.setLinkQuality(first, { delayMs: 50, lossPercent: 1 });
  const worse = await there(1_000);
  await lab.setLinkQuality(first, { delayMs: 20, lossPercent: 0 });
  const lossless = await there(100);
  await lab.setLinkQuality(first, "good");
  const good = await there(100);

  expect(worse.leastMs).toBeGreaterThan(95);
  // 2 % of 1,000, and some four standard deviations to either side.
  expect(worse.sent - worse.received).toBeGreaterThan(2);
  expect(worse.sent - worse.received).toBeLessThan(40);
  expect(lossless.leastMs).toBeGreaterThan(38);
  expect(lossless.received).toBe(100);
  expect(good.leastMs).toBeLessThan(20);
  expect(good.received).toBe(100);
});
