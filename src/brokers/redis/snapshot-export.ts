import { createHash } from "node:crypto";
import { createReadStream, globSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Problem } from "../../kernel/problem.ts";
import { type Progress, runProgram } from "../../kernel/steps.ts";
import type { Service } from "../../stack/compose-file.ts";
import { type Ended, runOnce } from "../../stack/one-shot.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { STREAM } from "./names.ts";
import { primaryOf, roleOf } from "./primary.ts";
import { RedisAdmin } from "./redis-admin.ts";

const SNAPSHOT_MS = 240_000;

/** Has the primary write a snapshot and copies it into a folder, with the append-only file. */
export async function exportSnapshot(
  nodes: readonly RunningService[],
  folder: string,
  progress: Progress,
): Promise<void> {
  const primary = await primaryOf(nodes, roleOf);
  const admin = new RedisAdmin(primary);
  progress("BGSAVE");
  await admin.snapshot(SNAPSHOT_MS);
  const [dir, rdb, aof] = await Promise.all(
    ["dir", "dbfilename", "appenddirname"].map((name) => admin.setting(name)),
  );
  const to = dataIn(folder);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  progress(`copying ${rdb}`);
  for (const file of [rdb, aof])
    await runProgram(`export of ${file}`, ["docker", "cp", `${primary.id}:${dir}/${file}`, to]);
  await mustBeTheSame(primary, `${dir}/${rdb}`, join(to, rdb ?? ""));
}

/**
 * How many frames a version of Redis finds in an exported snapshot: loaded in a container without a network.
 * @throws Problem when that version does not read it
 */
export async function framesInSnapshot(redis: Service, root: string, folder: string): Promise<number> {
  const files = dataIn(folder);
  const [rdb] = globSync("*.rdb", { cwd: files });
  const mount = { kind: "bind" as const, source: files, target: "/export", readOnly: true };
  const { user: _any, ...service } = redis;
  const command = ["sh", "-c", LOAD_AND_COUNT, "sh", rdb ?? "", STREAM];
  const ended = await runOnce({ ...service, volumes: [mount], cap_drop: [] }, root, command);
  return framesLoaded(ended, `the exported snapshot ${rdb}`, redis.image);
}

function dataIn(folder: string): string {
  return join(folder, "data");
}

/** How many frames were in what was loaded. @throws Problem with the last lines, when it was not */
export function framesLoaded({ exitCode, output }: Ended, subject: string, image: string): number {
  const [, frames] = /^frames=(\d+)$/m.exec(output) ?? [];
  if (exitCode === 0 && frames) return Number(frames);
  throw new Problem({
    subject,
    expected: `${image} to load it`,
    seen: output.trim().split("\n").slice(-4).join("\n    "),
    remedy:
      "a version older than the one that wrote the data cannot start on it: roll back to a snapshot with the version that runs now",
  });
}

/** The server's own answer is waited for: while it loads its data it gives none. */
const LOAD_AND_COUNT = `
cp "/export/$1" /tmp/dump.rdb
redis-server --dir /tmp --dbfilename dump.rdb --appendonly no --save "" --port 0 --unixsocket /tmp/redis.sock --logfile /tmp/log --daemonize yes >/dev/null
tries=600
until redis-cli -s /tmp/redis.sock -e ping >/dev/null 2>&1; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] && { [ ! -e /tmp/log ] || ! grep -q -i "fatal\\|can't handle" /tmp/log; } || { tail -n 4 /tmp/log; exit 1; }
  sleep 0.1
done
echo "frames=$(redis-cli -s /tmp/redis.sock xlen "$2")"
`;

/** @throws Problem when a copied file is not the one in the container */
export async function mustBeTheSame(
  primary: Pick<RunningService, "exec">,
  there: string,
  here: string,
): Promise<void> {
  const [original = ""] = (await primary.exec(["sha256sum", there])).split(" ");
  const hash = createHash("sha256");
  await pipeline(createReadStream(here), hash);
  const copy = hash.digest("hex");
  if (copy === original) return;
  throw new Problem({
    subject: here,
    expected: `a copy of ${there} with the SHA-256 ${original}`,
    seen: copy,
    remedy: "see whether the disk is full or a snapshot was written meanwhile, then run this again",
  });
}
