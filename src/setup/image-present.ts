import type { Engine } from "../stack/engine.ts";

export async function isPresent(docker: Engine, image: string): Promise<boolean> {
  try {
    await docker.getImage(image).inspect();
    return true;
  } catch (thrown) {
    if ((thrown as { statusCode?: number }).statusCode === 404) return false;
    throw thrown;
  }
}
