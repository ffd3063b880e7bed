import { ROOT, readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { runOnce } from "../../stack/one-shot.ts";

/** The version that the image of the compose file has, whether its server starts or not; `undefined` where it tells none. */
export async function versionOfImage(): Promise<string | undefined> {
  const service = serviceOf(readComposeFile(), "redis");
  const { output } = await runOnce({ ...service, volumes: [] }, ROOT, ["redis-server", "--version"]);
  return /\bv=(\d+\.\d+\.\d+)/.exec(output)?.[1];
}
