import { expect, test } from "vitest";
import { openPage } from "./open-page.ts";

test.each([
  ["linux", { DISPLAY: ":0" }, ["file:///reports/completion.html"]],
  ["linux", { WAYLAND_DISPLAY: "wayland-0" }, ["file:///reports/completion.html"]],
  ["darwin", {}, ["file:///reports/completion.html"]],
  ["linux", {}, []],
] as const)(
  "on %s with %j the browser is asked for %j, else it is said where the page is",
  async (platform, env, asked) => {
    const shown: string[] = [];
    const show = async (url: string) => shown.push(url);
    const said = await openPage("/reports/completion.html", { platform, env, show });

    expect(shown).toEqual(asked);
    expect(said === undefined).toBe(asked.length > 0);
  },
);
