import { execa } from "execa";
import { type Progress, runProgram } from "../kernel/steps.ts";
import { BASE_SUITE, builtImageName, imageFolder } from "../stack/built-image.ts";
import type { Engine } from "../stack/engine.ts";
import { ensureBaseImage } from "./base-image.ts";
import { requireRoom } from "./disk-room.ts";

/** All built images together: 1.1 GiB, and some to spare. */
const IMAGES_GIB = 2;

/** Builds a service's image from Debian packages. @throws Problem with the last lines of the build */
export async function buildImage(docker: Engine, service: string, progress: Progress): Promise<void> {
  const name = builtImageName(service) ?? service;
  await buildFrom(docker, { folder: imageFolder(service), name, suite: BASE_SUITE }, progress);
}

/** What an image is built from. */
export interface Build {
  folder: string;
  name: string;
  /** The release of Debian that it starts from. */
  suite: string;
  /** Whether lists of packages count after their date too, as a mirror that lags behind serves them. They stay signed. */
  mayLag?: boolean;
  /** Further build arguments of its Dockerfile. */
  buildArgs?: Readonly<Record<string, string>>;
}

/** Builds an image from Debian packages. @throws Problem with the last lines of the build */
export async function buildFrom(
  docker: Engine,
  { folder, name, suite, mayLag = false, buildArgs = {} }: Build,
  progress: Progress,
): Promise<void> {
  const { DockerRootDir } = (await docker.info()) as { DockerRootDir: string };
  await requireRoom(`image ${name}`, DockerRootDir, IMAGES_GIB);
  const dated = await ensureBaseImage(docker, suite, progress);
  const base = mayLag ? await undated(dated, suite, progress) : dated;
  progress(`building ${name}`);
  const chosen = await builder();
  await runProgram(
    `image ${name}`,
    buildCommand(chosen, { folder, name, buildArgs: { BASE: base, ...buildArgs } }),
    {
      progress: (line) => progress(`${name}: ${line}`),
      env: chosen.env,
    },
  );
}

/** How Docker is told to build an image. */
export function buildCommand(
  { flags }: Builder,
  { folder, name, buildArgs = {} }: Pick<Build, "folder" | "name" | "buildArgs">,
): string[] {
  const given = Object.entries(buildArgs).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]);
  return ["docker", "build", ...flags, ...given, "--tag", name, folder];
}

/** The same Debian, which takes lists of packages whose date has passed. @returns the name of the image */
async function undated(base: string, suite: string, progress: Progress): Promise<string> {
  const name = `broker-signoff/debian:${suite}-undated`;
  const { flags, env } = await builder();
  const command = ["sh", "-c", UNDATED, "sh", base, "docker", "build", ...flags, "--tag", name, "-"];
  await runProgram(`image ${name}`, command, { progress: (line) => progress(`${name}: ${line}`), env });
  return name;
}

/** Hands a Dockerfile to the command behind its first argument, the image that it starts from. */
export const UNDATED = `base=$1
shift
printf 'FROM %s\\nRUN echo "Acquire::Check-Valid-Until false;" >/etc/apt/apt.conf.d/90-undated\\n' "$base" | "$@"`;

/** Which builder of Docker's is used: its flags, and what its environment has. */
interface Builder {
  flags: string[];
  env: Record<string, string>;
}

async function builder(): Promise<Builder> {
  const { failed } = await execa("docker", ["buildx", "version"], { reject: false, stdin: "ignore" });
  return builderWith({ hasBuildx: !failed });
}

/**
 * BuildKit where the client has its plugin; else the legacy builder, which later clients may lack. The base image is already on
 * the engine: bootstrapped here, and unsigned, or pulled, when its signature was checked.
 */
export function builderWith({ hasBuildx }: { hasBuildx: boolean }): Builder {
  const env = { DOCKER_BUILDKIT: hasBuildx ? "1" : "0", DOCKER_CONTENT_TRUST: "0" };
  return { flags: hasBuildx ? ["--load", "--progress=plain"] : ["--force-rm"], env };
}
