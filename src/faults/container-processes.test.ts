import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { FIND } from "./container-processes.ts";

const found = (pid: number) =>
  spawnSync("sh", ["-c", `${FIND}\necho "$pids"`, "sh", String(pid)], { encoding: "utf8" });

test.runIf(process.platform === "linux")(
  "a process of the host itself has none that may be signalled: they would be the host's",
  () => {
    const { status, stdout, stderr } = found(process.pid);

    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toContain("can't be seen");
  },
);

test("a process that is gone has none", () => {
  expect(found(4_000_000)).toMatchObject({ status: 3, stdout: "" });
});
