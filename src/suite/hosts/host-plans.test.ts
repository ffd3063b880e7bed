import { expect, test } from "vitest";
import { HOST_FAULTS, offeredTo } from "./host-plans.ts";

const bound = (framesPerSecondOnHosts?: number) =>
  ({ deployment: framesPerSecondOnHosts === undefined ? {} : { framesPerSecondOnHosts } }) as Parameters<
    typeof offeredTo
  >[0];

test("a broker is offered no more than it can take on hosts that share a disk", () => {
  expect(offeredTo(bound(110), HOST_FAULTS.loss).framesPerSecond).toBe(110);
  expect(offeredTo(bound(110), HOST_FAULTS.slow).framesPerSecond).toBe(110);
  expect(offeredTo(bound(5_000), HOST_FAULTS.slow).framesPerSecond).toBe(HOST_FAULTS.slow.framesPerSecond);
});

test("any other is offered what the fault has", () => {
  expect(offeredTo(bound(), HOST_FAULTS.loss)).toBe(HOST_FAULTS.loss);
  expect(HOST_FAULTS.slow.framesPerSecond).toBeGreaterThan(1_000);
});
