import { processLimits } from "../../stack/process-limits.ts";
import { scriptsBeside } from "../../stack/scripts-beside.ts";
import type { MemberSettings } from "../member-settings.ts";
import type { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import { argumentsOfNode } from "./rabbitmq-arguments.ts";
import { settingsOfConf } from "./rabbitmq-conf.ts";
import { toldByNode } from "./told-by-node.ts";

/**
 * What the files say that a node was started with, and its arguments. A file that holds Erlang is a setting by itself: nothing
 * here reads it.
 */
export async function settingsOfNode(
  node: Pick<RabbitMQAdmin, "service" | "nodes">,
): Promise<MemberSettings> {
  const files = await toldByNode(node, "configuration files", ({ config_files }) => config_files);
  const texts = files.filter(isConf).map((file) => node.service.exec(["cat", file]));
  return {
    member: node.service.name,
    of: "rabbitmq",
    settings: {
      ...settingsOfConf((await Promise.all(texts)).join("\n")),
      ...(await argumentsOfNode(node.service)),
      ...(await processLimits(node.service)),
      ...(await scriptsBeside(node.service)),
      ...Object.fromEntries(files.filter((file) => !isConf(file)).map((file) => [file, "is read"])),
    },
  };
}

function isConf(file: string): boolean {
  return file.endsWith(".conf");
}
