import { randomUUID } from "node:crypto";
import { composeSync } from "../../stack/compose-cli.ts";
import { filesOf } from "../../stack/folder-project.ts";
import { credentialVariables } from "./allowed.ts";
import { factsOfComposed } from "./composed-facts.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { Held } from "./secrets-given.ts";

/**
 * What every service of a folder's compose file would be given, of all profiles. In place of each credential stands a word
 * that is nowhere else, so that it is seen where it goes.
 * @param options.text read in place of the file
 * @param options.over files that are laid over it
 * @throws Problem when Compose does not take the files
 */
export function composedConfig(
  root: string,
  { text, over = [] }: { text?: string | undefined; over?: readonly string[] } = {},
): { services: ContainerFacts[]; held: Held } {
  const marks = credentialVariables().map((variable): [string, string] => [variable, randomUUID()]);
  const printed = composeSync(
    { root, files: [...(text === undefined ? filesOf(root) : ["-"]), ...over], profiles: ["*"] },
    ["config", "--format", "json"],
    { input: text ?? "", env: { ...process.env, ...Object.fromEntries(marks) } },
  );
  return {
    services: factsOfComposed(printed),
    held: new Map(marks.map(([variable, mark]) => [mark, [variable]])),
  };
}
