import { pathToFileURL } from "node:url";
import open from "open";

interface Where {
  platform?: NodeJS.Platform;
  env?: Readonly<Record<string, string | undefined>>;
  /** What has a page shown. */
  show?: (url: string) => Promise<unknown>;
}

/** Has the reader's browser show a page. @returns what to do where there is no desktop */
export async function openPage(
  file: string,
  { platform = process.platform, env = process.env, show = open }: Where = {},
): Promise<string | undefined> {
  const { href } = pathToFileURL(file);
  if (platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return `There is no desktop here; open ${href} in a browser.`;
  await show(href);
  return undefined;
}
