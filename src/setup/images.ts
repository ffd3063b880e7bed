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
  const choiceOf = ({ leftOutBy }: Service) => {
    const variables = Object.keys(leftOutBy);
    return whoseChoice({
      variables,
      isInEnvironment: variables.some((name) => process.env[name] !== undefined),
      isNamed: dotEnvNames(variables),
      isAsWritten: dotEnvHolds(leftOutBy),
    });
  };
  return {
    isPresent: async (image) => (await imageIdOf(docker, image)) !== undefined,
    pull: (image) => pull(image, progress),
    build: (service) => buildImage(docker, service, progress),
    isImageChosen: ({ name, image }) =>
      readComposeFile({ env: {}, dotEnv: false }).services[name]?.image !== image,
    isLeftOutBySetUp: (service) => choiceOf(service) === "set-up",
    isScaleChosen: (service) => choiceOf(service) === "user",
    leaveOut: ({ leftOutBy }) => writeDotEnv(leftOutBy),
    takeIn: ({ leftOutBy }) => takeOutOfDotEnv(leftOutBy),
    useImage: ({ imageVariable }, image) => writeDotEnv({ [imageVariable]: image }),
  };
}

/**
 * Who decided whether a service runs: the user, by the environment or `.env`; set-up, by the lines that it writes there; or
 * nobody.
 * @param of.variables those that leave the service out; none where the stack cannot do without it
 * @param of.isNamed whether `.env` says anything about one of them
 * @param of.isAsWritten whether `.env` has each as set-up writes it
 */
export function whoseChoice(of: {
  variables: readonly string[];
  isInEnvironment: boolean;
  isNamed: boolean;
  isAsWritten: boolean;
}): "set-up" | "user" | "nobody" {
  if (of.variables.length === 0) return "nobody";
  if (of.isInEnvironment) return "user";
  if (of.isAsWritten) return "set-up";
  return of.isNamed ? "user" : "nobody";
}

/** How many images were there, pulled and built: "3 present". */
export function counts(results: readonly Obtained[]): string[] {
  return (["present", "pulled", "built"] as const)
    .map((how) => ({ how, count: results.filter((result) => result === how).length }))
    .filter(({ count }) => count > 0)
    .map(({ how, count }) => `${count} ${how}`);
}
