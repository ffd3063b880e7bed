import type { Engine } from "./engine.ts";

/** The id of an image that the engine has under that name; `undefined` where it has none. */
export async function imageIdOf(docker: Engine, image: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(image).inspect()).Id;
  } catch (thrown) {
    if ((thrown as { statusCode?: number }).statusCode === 404) return undefined;
    throw thrown;
  }
}
