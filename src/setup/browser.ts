import { systemChromium } from "../kernel/chromium.ts";
import { messageOf } from "../kernel/problem.ts";
import type { Step } from "../kernel/steps.ts";
import { aptInstall, mayInstall, whyNotInstall } from "./install.ts";

/** The browser in which the report is looked at. Where it cannot be had those tests are skipped; nothing else needs it. */
export const browser: Step = {
  name: "Browser",
  async ensure(progress) {
    const found = await systemChromium();
    if (found) return `${found} is there`;
    if (!(await mayInstall())) return `left out: set-up does not install it here: ${await whyNotInstall()}`;
    try {
      await aptInstall(["chromium"], progress);
      return "Debian's Chromium installed";
    } catch (thrown) {
      return `left out: ${messageOf(thrown).split("\n")[0]}`;
    }
  },
};
