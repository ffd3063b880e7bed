import type { Step } from "../kernel/steps.ts";
import { builtImageName, imageFolder } from "../stack/built-image.ts";
import type { DebianVersion } from "../stack/debian-version.ts";
import { engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { buildFrom } from "./build-image.ts";

/** Its lists of packages count for a week: those of a mirror that lags behind have expired. */
const TESTING = "testing";

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
