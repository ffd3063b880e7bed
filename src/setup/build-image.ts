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
  const given = Object.entries({ BASE: base, ...buildArgs }).flatMap(([key, value]) => [
    "--build-arg",
    `${key}=${value}`,
  ]);
  const { flags, env } = await builder();
  await runProgram(`image ${name}`, ["docker", "build", ...flags, ...given, "--tag", name, folder], {
    progress: (line) => progress(`${name}: ${line}`),
    env,
  });
}

/** The same Debian, which takes lists of packages whose date has passed. @returns the name of the image */
async function undated(base: string, suite: string, progress: Progress): Promise<string> {
  const name = `broker-signoff/debian:${suite}-undated`;
  const { flags, env } = await builder();
  const command = ["sh", "-c", UNDATED, "sh", base, "docker", "build", ...flags, "--tag", name, "-"];
  await runProgram(`image ${name}`, command, { progress: (line) => progress(`${name}: ${line}`), env });
  return name;
}

const UNDATED = `base=$1
shift
printf 'FROM %s\\nRUN echo "Acquire::Check-Valid-Until false;" >/etc/apt/apt.conf.d/90-undated\\n' "$base" | "$@"`;

/**
 * BuildKit where the client has its plugin; else the legacy builder, which later clients may lack. What it builds on is on
 * the engine already: bootstrapped here, which nobody signed, or pulled, when trust was asked for.
 */
async function builder(): Promise<{ flags: string[]; env: Record<string, string> }> {
  const { failed } = await execa("docker", ["buildx", "version"], { reject: false, stdin: "ignore" });
  return failed
    ? { flags: ["--force-rm"], env: { DOCKER_BUILDKIT: "0", DOCKER_CONTENT_TRUST: "0" } }
    : { flags: ["--load", "--progress=plain"], env: { DOCKER_BUILDKIT: "1", DOCKER_CONTENT_TRUST: "0" } };
}
