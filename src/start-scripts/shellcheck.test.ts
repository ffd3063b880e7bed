import { execa } from "execa";
import { expect, it } from "vitest";
import { onPath } from "../kernel/on-path.ts";
import { ROOT } from "../stack/compose-file.ts";

const CHECK = "shellcheck";

async function scripts(): Promise<string[]> {
  const listed = await execa("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
  });
  return listed.stdout.split("\0").filter((file) => file.endsWith(".sh") || file === ".ci/run");
}

it("ShellCheck has nothing against any shell script of this repository", async ({ skip }) => {
  if (!(await onPath(CHECK))) skip("no shellcheck on this host: apt-get install shellcheck");
  const files = await scripts();
  expect(files.length).toBeGreaterThan(9);

  const { stdout } = await execa(CHECK, ["-x", "--severity=style", ...files], { cwd: ROOT, reject: false });

  expect(stdout).toBe("");
});
