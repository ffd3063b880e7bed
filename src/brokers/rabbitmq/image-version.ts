import { ROOT, readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { runOnce } from "../../stack/one-shot.ts";

/** The version that the image of the compose file has, whether its node starts or not; `undefined` where it tells none. */
export async function versionOfImage(): Promise<string | undefined> {
  const service = serviceOf(readComposeFile(), "rabbitmq");
  const { output } = await runOnce({ ...service, volumes: [] }, ROOT, ["rabbitmqctl", "version"]);
  return /^\d+\.\d+\.\d+/m.exec(output)?.[0];
}
