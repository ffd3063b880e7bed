import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const MODULE = fileURLToPath(new URL("orphaned.mjs", import.meta.url));
const WATCHING = `
  import { onceOrphaned } from ${JSON.stringify(MODULE)};
  onceOrphaned(() => { console.log("orphaned"); process.exit(); });
  console.log("watching");
  setTimeout(() => { console.log("left alone"); process.exit(); }, 3_000);
`;

/** What a process prints whose shell gets a signal, as npm hands one on. */
async function printedAfter(signal: NodeJS.Signals, env: NodeJS.ProcessEnv): Promise<string> {
  const shell = spawn("sh", ["-c", '"$0" --input-type=module -e "$1"; true', process.execPath, WATCHING], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  shell.stdout.on("data", (data: Buffer) => {
    if (printed === "") shell.kill(signal);
    printed += data;
  });
  await once(shell.stdout, "close");
  return printed;
}

test.for(["SIGTERM", "SIGHUP", "SIGKILL"] as const)(
  "under npm, a process learns that %s has ended its shell",
  async (signal) => {
    expect(await printedAfter(signal, { npm_lifecycle_event: "load" })).toBe("watching\norphaned\n");
  },
);

test.skipIf(process.platform !== "linux")(
  "under npm, a process learns that npm is gone and its shell is not",
  async () => {
    const npm = spawn(
      "sh",
      ["-c", 'sh -c "\'$0\' --input-type=module -e \\"\\$WATCHING\\"; true"; true', process.execPath],
      {
        env: { ...process.env, WATCHING, npm_lifecycle_event: "load" },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let printed = "";
    npm.stdout.on("data", (data: Buffer) => {
      if (printed === "") npm.kill("SIGHUP");
      printed += data;
    });
    await once(npm.stdout, "close");

    expect(printed).toBe("watching\norphaned\n");
  },
);

test("one that no npm waits for may outlive its shell", async () => {
  expect(await printedAfter("SIGTERM", { npm_lifecycle_event: undefined })).toBe("watching\nleft alone\n");
});
