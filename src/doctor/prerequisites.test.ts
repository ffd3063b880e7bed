import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { readComposeFile } from "../stack/compose-file.ts";
import type { Engine } from "../stack/engine.ts";
import { imagePrerequisites, toolPrerequisites } from "./prerequisites.ts";

const IMAGES = Object.values(readComposeFile({ dotEnv: false, env: {} }).services).map(({ image }) => image);

/** An engine that has these images, and answers for others as engines do. */
function engineWith(images: readonly string[]): Engine {
  const inspect = async (name: string) => {
    if (images.includes(name)) return { Id: `sha256:${name}` };
    throw Object.assign(new Error(`no such image: ${name}`), { statusCode: 404 });
  };
  return { getImage: (name: string) => ({ inspect: () => inspect(name) }) } as unknown as Engine;
}

const lacking = (prerequisites: readonly { what: string; isThere: boolean }[]) =>
  prerequisites.filter(({ isThere }) => !isThere).map(({ what }) => what);

test("of every image of the stack it is told whether the engine has it", async () => {
  const [first = ""] = IMAGES;
  const all = await imagePrerequisites(engineWith([]), false);

  expect(lacking(await imagePrerequisites(engineWith(IMAGES), false))).toEqual([]);
  expect(lacking(all)).toEqual(all.map(({ what }) => what));
  expect(all).toHaveLength(new Set(IMAGES).size);
  expect(
    lacking(await imagePrerequisites(engineWith(IMAGES.filter((each) => each !== first)), false)),
  ).toEqual(["image of redis"]);
});

test("an image that a variable names is the one that is looked for", async () => {
  vi.stubEnv("REDIS_IMAGE", "none:none");
  const found = await imagePrerequisites(engineWith(IMAGES), false).finally(() => vi.unstubAllEnvs());

  expect(found.filter(({ isThere }) => !isThere)).toMatchObject([
    { what: "image of redis", seen: "none:none is not here" },
  ]);
});

test("a tool is there where the PATH leads to it, and a file that is no program is none", async () => {
  const folder = scratchFolder("tools-");
  for (const name of ["curl", "netstat"]) writeFileSync(join(folder, name), "", { mode: 0o755 });
  writeFileSync(join(folder, "jq"), "", { mode: 0o644 });
  vi.stubEnv("PATH", folder);
  const found = await toolPrerequisites().finally(() => vi.unstubAllEnvs());

  expect(lacking(found)).toEqual(["jq", "python", "rabbitmqctl"]);
  expect(found).toContainEqual(expect.objectContaining({ what: "curl", seen: join(folder, "curl") }));
});
