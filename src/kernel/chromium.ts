import { onPath } from "./on-path.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The Chromium that this host has, by its path; `undefined` where it has none. */
export async function systemChromium(): Promise<string | undefined> {
  for (const name of NAMES) {
    const file = await onPath(name);
    if (file) return file;
  }
  return undefined;
}
