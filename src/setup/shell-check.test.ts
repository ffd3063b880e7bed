import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { browser } from "./browser.ts";
import { shellCheck } from "./shell-check.ts";

/** A PATH with these programs alone, on a host where nothing may be installed. */
function hostWith(...programs: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "path-"));
  for (const program of programs) {
    writeFileSync(join(folder, program), "");
    chmodSync(join(folder, program), 0o755);
  }
  vi.stubEnv("PATH", folder);
  vi.stubEnv("SIGNOFF_NO_INSTALL", "1");
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return folder;
}

const LEFT_OUT = "left out: set-up does not install it here: SIGNOFF_NO_INSTALL is set";
const ensured = (step: typeof browser) => step.ensure(() => undefined);

test("both programs that check shell scripts are there", async () => {
  const folder = hostWith("shellcheck", "busybox");

  expect(await ensured(shellCheck)).toBe(`${folder}/shellcheck and ${folder}/busybox are there`);
});

test("one of them alone is not enough", async () => {
  hostWith("shellcheck");

  expect(await ensured(shellCheck)).toBe(LEFT_OUT);
});

test("a browser is there under any of its names, and is left out under none", async () => {
  const folder = hostWith("google-chrome");
  expect(await ensured(browser)).toBe(`${folder}/google-chrome is there`);

  hostWith();
  expect(await ensured(browser)).toBe(LEFT_OUT);
});
