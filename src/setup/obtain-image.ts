import { Problem } from "../kernel/problem.ts";
import { buildable, builtImageName } from "../stack/built-image.ts";
import type { Service } from "../stack/compose-file.ts";
import { reasonOf } from "./pull.ts";

/** How an image came to be here, or why its service is left out. */
export type Obtained = "present" | "pulled" | "built" | { leftOut: string };

/** What set-up does to get an image, and to remember that it could not. */
export interface Means {
  isPresent(image: string): Promise<boolean>;
  /** @returns why it was not pulled */
  pull(image: string): Promise<string | undefined>;
  /** @throws Problem with the last lines of the build */
  build(service: string): Promise<void>;
  /** Whether `.env` or the environment asks for this image in place of the default. */
  isImageChosen(service: Service): boolean;
  /** Whether `.env` leaves the service out, in the lines that {@link Means.leaveOut} writes. */
  isLeftOutBySetUp(service: Service): boolean;
  /** Whether `.env` or the environment says, in other lines than those, whether the service is left out. */
  isScaleChosen(service: Service): boolean;
  leaveOut(service: Service): void;
  /** Takes the lines of {@link Means.leaveOut} back. */
  takeIn(service: Service): void;
  useImage(service: Service, image: string): void;
}

/**
 * Gets the image of a service: the one that is present, else pulled, else built from Debian packages. A service that the
 * stack can do without is left out where there is none, and comes back where there is one again.
 *
 * @throws Problem when the stack needs the image, or the user has asked for it, and it is missing
 */
export async function obtainImage(service: Service, means: Means): Promise<Obtained> {
  const wasLeftOut = means.isLeftOutBySetUp(service);
  if (service.scale === 0 && !wasLeftOut) return { leftOut: "as .env or the environment says" };
  try {
    const obtained = await presentPulledOrBuilt(service, means);
    if (wasLeftOut) means.takeIn(service);
    return obtained;
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    if (wasLeftOut) return { leftOut: reasonOf(thrown) };
    const isOptional = Object.keys(service.leftOutBy).length > 0;
    if (!isOptional || means.isScaleChosen(service) || isOthersImageChosen(service, means)) throw thrown;
    means.leaveOut(service);
    return { leftOut: reasonOf(thrown) };
  }
}

async function presentPulledOrBuilt(service: Service, means: Means): Promise<Obtained> {
  const { image } = service;
  if (isOfOurOwn(service)) return presentOrBuilt(service, means);
  if (await means.isPresent(image)) return "present";
  const refusal = await means.pull(image);
  if (refusal === undefined) return "pulled";
  if (!buildable(service.name) || means.isImageChosen(service)) throw noImage(service, refusal);
  try {
    return await presentOrBuilt(service, means);
  } catch (thrown) {
    throw thrown instanceof Problem ? neitherPulledNorBuilt(service, refusal, thrown) : thrown;
  }
}

/** The name of a built image carries its sources' hash, so that a changed Dockerfile is built anew. */
async function presentOrBuilt(service: Service, means: Means): Promise<Obtained> {
  const name = builtImageName(service.name) ?? service.image;
  const isPresent = await means.isPresent(name);
  if (!isPresent) await means.build(service.name);
  means.useImage(service, name);
  return isPresent ? "present" : "built";
}

/** An image that .env or the environment names was chosen on purpose: another one would be wrong. */
function isOthersImageChosen(service: Service, means: Means): boolean {
  return means.isImageChosen(service) && !isOfOurOwn(service);
}

function isOfOurOwn({ name, image }: Service): boolean {
  const built = builtImageName(name);
  return built !== undefined && image.startsWith(built.slice(0, built.indexOf(":") + 1));
}

function noImage({ name, image, imageVariable }: Service, refusal: string): Problem {
  const isChosen = buildable(name);
  return new Problem({
    subject: `${name} (${image})`,
    expected: "an image that is present, can be pulled, or can be built from images/",
    seen: isChosen ? `a failed pull of an image chosen by ${imageVariable}: ${refusal}` : refusal,
    remedy: `load it with docker load, or take ${imageVariable} out of .env and the environment to have the default${isChosen ? " built" : ""}`,
  });
}

function neitherPulledNorBuilt({ name, image }: Service, refusal: string, noBuild: Problem): Problem {
  const { seen, remedy } = noBuild.parts;
  return new Problem(
    {
      subject: `${name} (${image})`,
      expected: "an image that is present, can be pulled, or can be built from images/",
      seen: `no pull: ${refusal}; and no build: ${seen}`,
      remedy,
    },
    { cause: noBuild },
  );
}
