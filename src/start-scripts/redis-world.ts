import { join } from "node:path";
import { ROOT } from "../stack/compose-file.ts";
import { Shell } from "./shell.ts";

export const CONFIG = join(ROOT, "config/redis");
const NODES = ["redis", "redis-replica-1", "redis-replica-2"];
export const NOAUTH = "echo 'NOAUTH Authentication required.' >&2; exit 1";
export const named = (host: string) => `echo ${host}; echo 6379`;

export interface World {
  /** What each of the three Sentinels answers, as shell; one that does not run has none. */
  sentinels?: readonly (string | undefined)[];
  /** What the node itself answers to ROLE, and to REPLICAOF. */
  role?: string;
  replicaof?: string;
  remembered?: string;
  env?: Readonly<Record<string, string>>;
}

function redisIn(shell: Shell, { sentinels = [], role = "", replicaof = "echo OK", remembered }: World) {
  const cases = sentinels.map((answer, index) =>
    answer ? `*"-h redis-sentinel-${index + 1} "*) ${answer} ;;` : "",
  );
  shell.stub(
    "redis-cli",
    `case "$*" in\n${cases.join("\n")}\n*role*) ${role || ":"} ;;\n*replicaof*) ${replicaof} ;;\nesac`,
  );
  const hosts = NODES.map((node, index) => `${node}) echo "10.0.0.${index + 1} ${node}" ;;`);
  const running = sentinels.map((answer, index) => (answer ? `redis-sentinel-${index + 1}) : ;;` : ""));
  shell.stub("getent", `case "$2" in\n${[...hosts, ...running].join("\n")}\n*) exit 2 ;;\nesac`);
  if (remembered) shell.write("primary", remembered);
}

export function run(command: readonly [string, ...string[]], script: string, world: World = {}) {
  using shell = new Shell(command);
  redisIn(shell, world);
  const env = {
    ANNOUNCED_NAME: "redis-replica-1",
    REPLICA_OF: "redis",
    REMEMBERED: join(shell.folder, "primary"),
    TRIES: "1",
    ...world.env,
  };
  const done = shell.run(`. "${CONFIG}/lines.sh"\n${script}`, env);
  const primary = shell.run("cat primary 2>/dev/null || :").stdout;
  return { ...done, primary };
}
