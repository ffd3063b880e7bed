import { systemChromium } from "../kernel/chromium.ts";
import type { Step } from "../kernel/steps.ts";
import { installOrLeaveOut, meansOfHost } from "./install.ts";

/** The browser in which the report is looked at. Where it is not available, those tests are skipped; nothing else needs it. */
export const browser: Step = {
  name: "Browser",
  async ensure(progress) {
    const found = await systemChromium();
    if (found) return `${found} is there`;
    return installOrLeaveOut(["chromium"], await meansOfHost(progress));
  },
};
