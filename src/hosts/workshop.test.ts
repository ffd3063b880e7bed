import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { onPath } from "../kernel/on-path.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { Workshop } from "./workshop.ts";

const MAKES = `
  const { Workshop } = await import(process.argv[1]);
  const workshop = await Workshop.open();
  const user = await workshop.addUser([]);
  const { pid } = workshop.spawn(["sleep", "600"], { log: workshop.folder + "/log", env: process.env });
  console.log(JSON.stringify({ folder: workshop.folder, user: user.name, pid }));
  setInterval(() => undefined, 1_000);
`;

test("what a killed run made ends with it, or goes when the next one starts", async ({ skip }) => {
  if (process.getuid?.() !== 0 || !(await onPath("useradd"))) skip("it takes root, and useradd");
  const killed = execa(
    process.execPath,
    ["--input-type=module", "--eval", MAKES, join(import.meta.dirname, "workshop.ts")],
    {
      reject: false,
    },
  );
  const [line] = (await once(killed.stdout, "data")) as [Buffer];
  const made = JSON.parse(String(line)) as Made;
  killed.kill("SIGKILL");
  await killed;

  await until("its program has ended with it", { deadlineMs: 10_000 }, async () => {
    const { stdout } = await execa("ps", ["-o", "stat=", "-p", String(made.pid)], { reject: false });
    return stdout === "" || stdout.startsWith("Z") ? done(true) : notYet(stdout);
  });
  await using _next = await Workshop.open();
  expect(existsSync(made.folder)).toBe(false);
  expect((await execa("getent", ["passwd", made.user], { reject: false })).stdout).toBe("");
});

interface Made {
  folder: string;
  user: string;
  pid: number;
}

test("a workshop that is being removed makes nothing more", async ({ skip }) => {
  if (process.getuid?.() !== 0) skip("it takes root");
  const workshop = await Workshop.open();
  await workshop[Symbol.asyncDispose]();

  await expect(workshop.addUser([])).rejects.toThrow("nothing more is made");
});
