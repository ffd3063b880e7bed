import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { pluginFolder } from "./compose-plugin.ts";

function newHome(): string {
  return scratchFolder("home-");
}

test("the plugin goes where the docker client looks for this user's", async () => {
  const home = newHome();

  expect(await pluginFolder({ HOME: home })).toBe(join(home, ".docker/cli-plugins"));
  expect(await pluginFolder({ HOME: home, DOCKER_CONFIG: "" })).toBe(join(home, ".docker/cli-plugins"));
  expect(existsSync(join(home, ".docker/cli-plugins"))).toBe(true);
});

test("DOCKER_CONFIG moves it, with the rest of the client's settings", async () => {
  const folder = newHome();

  expect(await pluginFolder({ HOME: "/nonexistent", DOCKER_CONFIG: folder })).toBe(
    join(folder, "cli-plugins"),
  );
});

test("a home that cannot be written is named, with what to do", async () => {
  const home = join(newHome(), "file");
  writeFileSync(home, "");

  await expect(pluginFolder({ HOME: home })).rejects.toThrow(
    /this user may write: \S+file\/\.docker\/cli-plugins, saw ENOTDIR.*\n.*set HOME/,
  );
});
