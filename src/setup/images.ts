import { Problem } from "../problem.ts";
import { buildable, builtImageName } from "../stack/built-image.ts";
import { readComposeFile, type Service } from "../stack/compose-file.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { type Progress, runProgram, type Step } from "../steps.ts";
import { buildImage } from "./build-image.ts";
import { writeDotEnv } from "./dot-env.ts";

/**
 * Every image of the compose file: the one that is present, else pulled, else built from Debian packages. A service that
 * the stack can do without is left out, in `.env`, when its image is not to be had.
 */
export const images: Step = {
  name: "Images",
  async ensure(progress) {
    const docker = await engine();
    const results = new Map<string, string>();
    for (const service of Object.values(readComposeFile().services)) {
      if (results.has(service.image)) continue;
      results.set(service.image, await ensureImage(docker, service, progress));
    }
    return summary([...results.values()]);
  },
};

async function ensureImage(docker: Engine, service: Service, progress: Progress): Promise<string> {
  const { image } = service;
  if (service.scale === 0) return "left out";
  const built = builtImageName(service.name);
  const isBuilt = built !== undefined && image.startsWith(built.slice(0, built.indexOf(":") + 1));
  if (isBuilt) return ensureBuilt(docker, service, progress);
  if (await imageIdOf(docker, image)) return "present";
  progress(`pulling ${image}`);
  const refusal = await runProgram(image, ["docker", "pull", "--quiet", image]).then(
    () => undefined,
    asProblem,
  );
  if (!refusal) return "pulled";
  if (Object.keys(service.leftOutBy).length > 0 && !isChosenByUser(service)) {
    writeDotEnv(service.leftOutBy);
    return "left out";
  }
  if (!built || isChosenByUser(service)) throw notToBeHad(service, refusal);
  return ensureBuilt(docker, service, progress);
}

/** The name of a built image carries its sources' hash, so that a changed Dockerfile is built anew. */
async function ensureBuilt(docker: Engine, service: Service, progress: Progress): Promise<string> {
  const name = builtImageName(service.name) ?? service.image;
  const wasPresent = await imageIdOf(docker, name);
  if (!wasPresent) await buildImage(docker, service.name, progress);
  writeDotEnv({ [service.imageVariable]: name });
  return wasPresent ? "present" : "built";
}

/** An image that .env or the environment names is asked for on purpose: another in its place would be a wrong answer. */
function isChosenByUser(service: Service): boolean {
  return readComposeFile({ env: {}, dotEnv: false }).services[service.name]?.image !== service.image;
}

function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
}

function notToBeHad({ name, image, imageVariable }: Service, refusal: Problem): Problem {
  return new Problem(
    {
      subject: `${name} (${image})`,
      expected: "an image that is present, can be pulled, or can be built from images/",
      seen: buildable(name)
        ? `a failed pull of an image chosen by ${imageVariable}: ${refusal.parts.seen}`
        : refusal.parts.seen,
      remedy: `load it with docker load, or take ${imageVariable} out of .env and the environment to have the default built`,
    },
    { cause: refusal },
  );
}

function summary(results: string[]): string {
  const count = (what: string) => results.filter((result) => result === what).length;
  return ["present", "pulled", "built", "left out"]
    .filter((what) => count(what) > 0)
    .map((what) => `${count(what)} ${what}`)
    .join(", ");
}
