import type { Progress, Step } from "../kernel/steps.ts";
import { readComposeFile, type Service } from "../stack/compose-file.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { buildImage } from "./build-image.ts";
import { dotEnvHolds, dotEnvNames, takeOutOfDotEnv, writeDotEnv } from "./dot-env.ts";
import { type Means, type Obtained, obtainImage } from "./obtain-image.ts";
import { pull } from "./pull.ts";

/** Every image of the compose file. */
export const images: Step = {
  name: "Images",
  async ensure(progress) {
    const means = meansOf(await engine(), progress);
    const results = new Map<string, Obtained>();
    const leftOut: string[] = [];
    for (const service of Object.values(readComposeFile().services)) {
      if (results.has(service.image)) continue;
      const obtained = await obtainImage(service, means);
      results.set(service.image, obtained);
      if (typeof obtained === "object") leftOut.push(`${service.name} left out (${obtained.leftOut})`);
    }
    return [...counts([...results.values()]), ...leftOut].join(", ");
  },
};

function meansOf(docker: Engine, progress: Progress): Means {
  const variables = ({ leftOutBy }: Service) => Object.keys(leftOutBy);
  const isInEnvironment = (service: Service) =>
    variables(service).some((name) => process.env[name] !== undefined);
  const isLeftOutBySetUp = (service: Service) =>
    variables(service).length > 0 && !isInEnvironment(service) && dotEnvHolds(service.leftOutBy);
  return {
    isPresent: async (image) => (await imageIdOf(docker, image)) !== undefined,
    pull: (image) => pull(image, progress),
    build: (service) => buildImage(docker, service, progress),
    isImageChosen: ({ name, image }) =>
      readComposeFile({ env: {}, dotEnv: false }).services[name]?.image !== image,
    isLeftOutBySetUp,
    isScaleChosen: (service) =>
      !isLeftOutBySetUp(service) && (isInEnvironment(service) || dotEnvNames(variables(service))),
    leaveOut: ({ leftOutBy }) => writeDotEnv(leftOutBy),
    takeIn: ({ leftOutBy }) => takeOutOfDotEnv(leftOutBy),
    useImage: ({ imageVariable }, image) => writeDotEnv({ [imageVariable]: image }),
  };
}

function counts(results: readonly Obtained[]): string[] {
  return (["present", "pulled", "built"] as const)
    .map((how) => ({ how, count: results.filter((result) => result === how).length }))
    .filter(({ count }) => count > 0)
    .map(({ how, count }) => `${count} ${how}`);
}
