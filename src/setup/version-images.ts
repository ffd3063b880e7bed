import type { Step } from "../kernel/steps.ts";
import { builtImageName, imageFolder } from "../stack/built-image.ts";
import { engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { buildFrom } from "./build-image.ts";

/** A version of a broker that a release of Debian offers. */
export interface DebianVersion {
  /** "Redis, Debian 12 (bookworm)". */
  title: string;
  service: "redis" | "rabbitmq";
  suite: string;
  packages?: string;
}

/** Its lists of packages count for a week: those of a mirror that lags behind have expired. */
const TESTING = "testing";
const VALKEY = "valkey-server valkey-tools valkey-sentinel";

/** The versions that Debian's releases have, oldest first. */
export const DEBIAN_VERSIONS: readonly DebianVersion[] = [
  { title: "Redis, Debian 12", service: "redis", suite: "bookworm" },
  { title: "Redis, Debian 13", service: "redis", suite: "trixie" },
  { title: "Valkey, Debian 13", service: "redis", suite: "trixie", packages: VALKEY },
  { title: "Redis, Debian testing", service: "redis", suite: TESTING },
  { title: "Valkey, Debian testing", service: "redis", suite: TESTING, packages: VALKEY },
  { title: "RabbitMQ, Debian 12", service: "rabbitmq", suite: "bookworm" },
  { title: "RabbitMQ, Debian 13", service: "rabbitmq", suite: "trixie" },
  { title: "RabbitMQ, Debian testing", service: "rabbitmq", suite: TESTING },
];

/** The name of a version's image: its sources' hash, the release, and what it is if not the usual. */
export function versionImage({ service, suite, packages }: DebianVersion): string {
  const what = packages ? `-${packages.split("-")[0]}` : "";
  return `${builtImageName(service)}-${suite}${what}`;
}

/** Builds the image of a version where it is not present. */
export function versionStep(version: DebianVersion): Step {
  return {
    name: version.title,
    async ensure(progress) {
      const docker = await engine();
      const name = versionImage(version);
      if (await imageIdOf(docker, name)) return "present";
      const { service, suite, packages } = version;
      const buildArgs = packages ? { PACKAGES: packages } : {};
      await buildFrom(
        docker,
        { folder: imageFolder(service), name, suite, buildArgs, mayLag: suite === TESTING },
        progress,
      );
      return "built";
    },
  };
}
