import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join, resolve } from "node:path";
import { redis } from "../../brokers/redis/redis.ts";
import { readComposeFile } from "../../stack/compose-file.ts";
import { unmarked } from "./looks.ts";
import type { OwnCommand } from "./own-command-list.ts";
import type { Ran } from "./run-as-typed.ts";

/** A program that commands of the plan call, and nothing else does. */
const PROGRAM = "jq";
const LACKING_IMAGE = "none:none";

/** What doctor says of this host, and of this host when a program, an image and a port are taken from it. */
export function doctorCommands(folder: string): OwnCommand[] {
  const programs = join(folder, "programs");
  const port = portOfReplica();
  return [
    {
      command: "npm run -s doctor",
      exits: [0, 1],
      expects: "1 where something is missing, and 0 where nothing is",
      otherwise: marksOtherwise,
    },
    {
      command: `PATH='${programs}' REDIS_IMAGE=${LACKING_IMAGE} npm run -s doctor`,
      exits: [1],
      expects: `no ${PROGRAM}, no image of redis and port ${port} held: each is named`,
      before: () => linkPrograms(programs, PROGRAM),
      during: (_world, ended) => holding(port, ended),
      otherwise: (ran) => marksOtherwise(ran) ?? lackingOtherwise(ran, port),
    },
  ];
}

/** A mark of something that is missing has to come with exit code 1, and none with 0. */
export function marksOtherwise({ stdout, exitCode }: Pick<Ran, "stdout" | "exitCode">): string | undefined {
  const isSo = stdout.includes("✔") && /^✖/m.test(stdout) === (exitCode === 1);
  return isSo ? undefined : "its marks and its exit code differ";
}

/** What doctor leaves out of what is known to lack. @param port one that somebody holds */
export function lackingOtherwise({ stdout }: Pick<Ran, "stdout">, port: number): string | undefined {
  const left = unmarked(stdout, [PROGRAM, `image of ${redis.id}`, "ports of the stack"]);
  if (left) return left;
  if (!stdout.includes(`${LACKING_IMAGE} is not here`)) return `it does not name ${LACKING_IMAGE}`;
  return new RegExp(`^✖ ports .*\\b${port} held by `, "m").test(stdout)
    ? undefined
    : `it does not name port ${port}`;
}

/** A port of the stack that one node of each leaves free. */
function portOfReplica(): number {
  const { services } = readComposeFile({ dotEnv: false });
  const [port] = redis.nodes.slice(1).flatMap((name) => services[name]?.ports ?? []);
  if (!port) throw new Error("no replica of the compose file publishes a port");
  return port.hostPort;
}

/** Listens there until the command has ended; a port that somebody else holds is held, too. */
async function holding(port: number, ended: AbortSignal): Promise<void> {
  const server = createServer();
  server.on("error", () => undefined).listen(port, "127.0.0.1");
  await new Promise((resolve) => ended.addEventListener("abort", resolve, { once: true }));
  server.close();
}

/** A folder of every program on the PATH but one. */
export function linkPrograms(folder: string, without: string, path = process.env.PATH ?? ""): void {
  mkdirSync(folder);
  const taken = new Set([without]);
  for (const each of path.split(delimiter).filter((name) => name !== "" && existsSync(name))) {
    for (const program of readdirSync(each).filter((name) => !taken.has(name))) {
      taken.add(program);
      symlinkSync(resolve(each, program), join(folder, program));
    }
  }
}
