import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { helpCommands, namesOfCommands, refusals } from "./own-refusals.ts";
import type { Ran } from "./run-as-typed.ts";

const ran = (printed: string): Ran => ({ printed, stdout: printed, exitCode: 3, seconds: 1, isEnded: false });

test("every command that package.json launches is asked what it is for, and what runs another program is not", () => {
  const scripts = { load: "node scripts/launch.mjs load", format: "biome check --write ." };

  expect(namesOfCommands(JSON.stringify({ scripts }))).toEqual(["load"]);
  expect(helpCommands().map(({ command }) => command)).toEqual(
    expect.arrayContaining([
      "npm run -s deploy -- --help",
      "npm run -s docs -- --help",
      "npm -s test -- --help",
    ]),
  );
});

test("a refusal names what is refused, and says what to do", async () => {
  const deploy = refusals("/tmp").find(({ command }) => command.includes("deploy"));
  const judge = (printed: string) => deploy?.otherwise?.(ran(printed), {} as never);

  expect(judge("docker info (--context none-of-that-name) expected it ...\nWhat to do: fix")).toBeUndefined();
  expect(judge("deployed")).toMatch(/^it does not print .* and what to do$/);
  expect(judge("none-of-that-name")).toMatch(/what to do/);
});

test("of the shard that is to be merged a criterion is met that nobody measured", async () => {
  const folder = scratchFolder("own-");
  const merge = refusals(folder).find(({ command }) => command.includes("--merge"));
  await merge?.before?.({} as never);

  const results = JSON.parse(readFileSync(join(folder, "shard/results.json"), "utf8"));
  const [first] = results.tasks;
  expect([first.status, first.criteria[0].status]).toContain("met");
});
