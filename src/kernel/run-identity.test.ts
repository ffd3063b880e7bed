import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test, vi } from "vitest";
import { currentRun, isAbandoned, LABEL_HOST, LABEL_RUN, labelsOf } from "./run-identity.ts";

const ours = labelsOf(currentRun());

function withProcess(change: (parts: string[]) => string[]): Record<string, string> {
  return { ...ours, [LABEL_RUN]: change((ours[LABEL_RUN] ?? "").split("/")).join("/") };
}

test("what a living run started is left alone", () => {
  expect(isAbandoned(ours)).toBe(false);
});

test("what a process started that is gone is abandoned", async () => {
  const child = spawn(process.execPath, ["--eval", ""]);
  await once(child, "exit");

  expect(isAbandoned(withProcess(([boot = "", , start = ""]) => [boot, String(child.pid), start]))).toBe(
    true,
  );
});

test("a process id that was given to someone else is no owner", () => {
  expect(isAbandoned(withProcess(([boot = "", pid = ""]) => [boot, pid, "1"]))).toBe(true);
});

test("what was started before the last boot is abandoned", () => {
  expect(isAbandoned(withProcess(([, pid = "", start = ""]) => ["another-boot", pid, start]))).toBe(true);
});

test("what another host started is left alone, since its processes cannot be seen", () => {
  expect(isAbandoned({ ...withProcess(([, pid = ""]) => ["x", pid, "1"]), [LABEL_HOST]: "another" })).toBe(
    false,
  );
});

test("what carries no label is left alone", () => {
  expect(isAbandoned({})).toBe(false);
});

test("a process of another user that /proc does not show is alive, as far as anyone can say", () => {
  const kill = vi.spyOn(process, "kill").mockImplementation(() => {
    throw Object.assign(new Error("not permitted"), { code: "EPERM" });
  });
  onTestFinished(() => kill.mockRestore());

  expect(isAbandoned(withProcess(([boot = "", , start = ""]) => [boot, "4194303", start]))).toBe(false);
  expect(isAbandoned(withProcess(([, , start = ""]) => ["another-boot", "4194303", start]))).toBe(true);
});
