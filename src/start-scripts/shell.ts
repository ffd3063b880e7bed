import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";

const BUSYBOX = "busybox";

/** The shells that the images bring: dash or bash as `sh`, and busybox where this host has it. */
export const SHELLS: readonly (readonly [string, ...string[]])[] = [
  ["sh"],
  ...(execaSync(BUSYBOX, ["sh", "-c", ":"], { reject: false }).exitCode === 0
    ? [[BUSYBOX, "sh"] as const]
    : []),
];

/** A shell with a folder of its own, and with stand-ins for the programs that a script calls. */
export class Shell implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "broker-signoff-sh-"));
  readonly #command: readonly [string, ...string[]];

  constructor(command: readonly [string, ...string[]]) {
    this.#command = command;
    mkdirSync(join(this.folder, "bin"));
    this.stub("timeout", 'shift; exec "$@"');
  }

  /** Puts a program first on the PATH. @param body what it does, as shell */
  stub(name: string, body: string): void {
    const file = join(this.folder, "bin", name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Runs a script with `set -eu`, in the shell's folder. */
  run(script: string, env: Readonly<Record<string, string>> = {}) {
    const [file, ...args] = this.#command;
    const { stdout, stderr, exitCode } = execaSync(file, [...args, "-c", `set -eu\n${script}`, "script.sh"], {
      cwd: this.folder,
      env: { ...env, PATH: `${join(this.folder, "bin")}:${process.env.PATH}` },
      reject: false,
      timeout: 20_000,
    });
    return { stdout, stderr, exitCode };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
