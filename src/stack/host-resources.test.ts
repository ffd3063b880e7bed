import { freemem, totalmem } from "node:os";
import { expect, test } from "vitest";
import { availableMemoryGib, isOnKernel } from "./host-resources.ts";

const DEBIAN = { KernelVersion: "6.12.1", OperatingSystem: "Debian GNU/Linux 13" };

test("an engine on this host's own kernel has its data here", () => {
  expect(isOnKernel(DEBIAN, "6.12.1")).toBe(true);
});

test("an engine on another kernel, or in Docker Desktop's machine, has not, whatever its folder is called", () => {
  expect(isOnKernel(DEBIAN, "6.8.0")).toBe(false);
  expect(isOnKernel({ ...DEBIAN, OperatingSystem: "Docker Desktop" }, "6.12.1")).toBe(false);
});

test("available memory is in GiB", async () => {
  const gib = await availableMemoryGib();

  expect(gib).toBeGreaterThan((freemem() / 2 ** 30) * 0.1);
  expect(gib).toBeLessThanOrEqual(totalmem() / 2 ** 30);
});
