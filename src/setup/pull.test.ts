import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { pull, reasonOf } from "./pull.ts";

/** A docker on the PATH that does this. */
function dockerThat(script: string): void {
  const folder = mkdtempSync(join(tmpdir(), "docker-"));
  writeFileSync(join(folder, "docker"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "docker"), 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
}

const quietly = () => undefined;

test("an image that was pulled needs no reason", async () => {
  dockerThat('[ "$1 $2" = "pull redis:8" ]');

  expect(await pull("redis:8", quietly)).toBeUndefined();
});

test("the reason of a pull that failed is its last line", async () => {
  dockerThat("echo first; echo no such host >&2; exit 1");

  expect(await pull("redis:8", quietly)).toBe("no such host");
});

test("a registry that does not answer is given up", async () => {
  dockerThat("exec sleep 60");

  expect(await pull("redis:8", quietly, { answersWithinMs: 200 })).toBe(
    "the registry did not answer within 0.2 s",
  );
});

test("a registry that answers may take its time", async () => {
  dockerThat("echo 8: Pulling from library/redis; sleep 2");

  expect(await pull("redis:8", quietly, { answersWithinMs: 1_500 })).toBeUndefined();
});

test("of a Problem the last line of what was seen is the reason", () => {
  const problem = new Problem({
    subject: "a",
    expected: "b",
    seen: "c, its last lines:\n    d\n    e",
    remedy: "f",
  });

  expect(reasonOf(problem)).toBe("e");
  expect(reasonOf(new Error("g"))).toBe("g");
});

test("of a build that found no package mirror, what the mirror said is the reason", () => {
  const fetch =
    "W: Failed to fetch http://mirror.example/debian/dists/trixie/InRelease  Temporary failure resolving";
  const unable = "E: Unable to locate package xfsprogs";
  const ended = "The command '/bin/sh -c apt-get update' returned a non-zero code: 100";

  expect(reasonOf(new Error([fetch, unable, ended].join("\n")))).toBe(fetch);
  expect(reasonOf(new Error([unable, ended].join("\n")))).toBe(unable);
  expect(reasonOf(new Error(`#7 5.1 ${unable}\n${ended}`))).toBe(`#7 5.1 ${unable}`);
});
