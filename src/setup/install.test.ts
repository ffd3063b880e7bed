import { expect, test } from "vitest";
import { installOrLeaveOut, whatForbids } from "./install.ts";

const DEBIAN = { isRoot: true, hasApt: true };
const refusing = () => Promise.reject(new Error("E: Unable to locate package chromium\napt-get failed"));

test("packages are installed as root on Debian or Ubuntu", () => {
  expect(whatForbids({}, DEBIAN)).toBeUndefined();
  expect(whatForbids({ SIGNOFF_NO_INSTALL: "" }, DEBIAN)).toBeUndefined();
});

test.each([
  ["SIGNOFF_NO_INSTALL is set", { SIGNOFF_NO_INSTALL: "1" }, DEBIAN],
  ["this user is not root", {}, { ...DEBIAN, isRoot: false }],
  ["this system has no apt-get", {}, { ...DEBIAN, hasApt: false }],
])("%s, and nothing is installed", (why, env, host) => {
  expect(whatForbids(env, host)).toBe(why);
});

test("what only tests need is installed, or left out with the reason, and never stops set-up", async () => {
  const asked: string[] = [];
  const install = async (packages: readonly string[]) => void asked.push(...packages);
  const packages = ["shellcheck", "busybox"];

  expect(await installOrLeaveOut(packages, { forbids: undefined, install })).toBe(
    "shellcheck and busybox installed",
  );
  expect(await installOrLeaveOut(packages, { forbids: "this user is not root", install })).toBe(
    "left out: set-up does not install it here: this user is not root",
  );
  expect(asked).toEqual(packages);
  expect(await installOrLeaveOut(["chromium"], { forbids: undefined, install: refusing })).toBe(
    "left out: E: Unable to locate package chromium",
  );
});
