import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { DOUBLES } from "./double.ts";
import { ReplacedModules } from "./replaced-modules.ts";

const CLOCK = "src/kernel/clock.ts";
const AS_IT_IS = {
  [CLOCK]: 'export function hour(): number {\n  return 8;\n}\nexport const place = "here";\n',
  "src/user.ts": 'export { hour, place } from "./kernel/clock.ts";\n',
};

test("users of a module get what its double exports, and the rest of the original", async () => {
  const root = rootWith({ late: doubleOf("hour", "original.hour() + 1") });
  new ReplacedModules(root).replace("late");

  expect(await seenBy(root, "src/user.ts")).toEqual({ hour: 9, place: "here" });
  expect(readdirSync(join(root, "src/kernel")).toSorted()).toEqual(["clock.original.ts", "clock.ts"]);
});

test("a second double of a module wraps the first", async () => {
  const root = rootWith({
    late: doubleOf("hour", "original.hour() + 1"),
    twice: doubleOf("hour", "original.hour() * 2"),
  });
  const modules = new ReplacedModules(root);
  modules.replace("late");
  modules.replace("twice");

  expect(await seenBy(root, "src/user.ts")).toEqual({ hour: 18, place: "here" });
});

test("a double that two sabotages need is put in place once", async () => {
  const root = rootWith({ late: doubleOf("hour", "original.hour() + 1") });
  const modules = new ReplacedModules(root);
  modules.replace("late");
  modules.replace("late");

  expect(await seenBy(root, "src/user.ts")).toEqual({ hour: 9, place: "here" });
  expect(readdirSync(join(root, "src/kernel"))).toHaveLength(2);
});

test("a double of an export that the original does not have is refused", () => {
  const root = rootWith({ late: doubleOf("minute", "1") });

  expect(() => new ReplacedModules(root).replace("late")).toThrow(
    `${DOUBLES}/late.ts replaces minute, which ${CLOCK} does not export`,
  );
});

test.for([
  ["that does not exist", {}, `there is no double ${DOUBLES}/late.ts`],
  ["without an original", { late: "export const hour = 1;\n" }, "imports no module of the code"],
  [
    "of a module that is gone",
    { late: doubleOf("hour", "1").replace("clock.ts", "gone.ts") },
    "is a double of src/kernel/gone.ts, which does not exist",
  ],
  [
    "that the type check does not see",
    { late: doubleOf("hour", "1").replace(/^\(.*$/m, "") },
    "replaces nothing",
  ],
  [
    "that keeps what it replaces for itself",
    { late: doubleOf("hour", "1").replace("export ", "") },
    "does not export hour",
  ],
] as const)("a double %s is refused", ([, doubles, message]) => {
  expect(() => new ReplacedModules(rootWith(doubles)).replace("late")).toThrow(message);
});

function doubleOf(name: string, value: string): string {
  return [
    `import * as original from "../../../${CLOCK}";`,
    `export const ${name} = () => ${value};`,
    `({ ${name} }) satisfies Partial<typeof original>;`,
    "",
  ].join("\n");
}

/** A repository with those doubles, by name. */
function rootWith(doubles: Readonly<Record<string, string>>): string {
  const root = scratchFolder("replaced-");
  const files = { ...AS_IT_IS, "package.json": '{ "type": "module" }' };
  const placed = Object.entries(doubles).map(([name, text]) => [`${DOUBLES}/${name}.ts`, text] as const);
  for (const [file, text] of [...Object.entries(files), ...placed]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

/** What a process of its own sees of a module: the values of its constants and functions. */
async function seenBy(root: string, module: string): Promise<unknown> {
  const program = `const { hour, place } = await import("./${module}");
console.log(JSON.stringify({ hour: hour(), place }));`;
  const { stdout } = await execa(process.execPath, ["--input-type=module", "--eval", program], { cwd: root });
  return JSON.parse(stdout);
}
