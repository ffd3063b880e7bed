import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { COMPOSE_FILE } from "../../stack/compose-cli.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { lineMutants, NATS, pluginMutants, RABBITMQ, REDIS } from "./lines.ts";
import type { Mutant } from "./mutant.ts";
import { scriptMutants } from "./scripts.ts";
import { treeMutants } from "./trees.ts";

type Format = (file: string, text: string) => Mutant[];

/** By what a file's path matches, the first that does. Without one a file holds no settings. */
const FORMATS: readonly (readonly [RegExp, Format])[] = [
  // Unit tests of rules are no settings: the stack does not read them.
  [/^config\/prometheus\/tests\//, () => []],
  [/\/enabled_plugins$/, pluginMutants],
  [/^config\/(?:redis\/.*|tls\/redis)\.conf$/, (file, text) => lineMutants(file, text, REDIS)],
  [/^config\/(?:rabbitmq\/.*|tls\/rabbitmq)\.conf$/, (file, text) => lineMutants(file, text, RABBITMQ)],
  [/^config\/(?:nats\/.*|tls\/nats)\.conf$/, (file, text) => lineMutants(file, text, NATS)],
  [/\.sh$/, scriptMutants],
  [/\.(?:ya?ml|json)$/, treeMutants],
];

/** Every mutant of every setting of the delivered stack: of `config/` and the compose file. */
export function deliveredMutants(root = ROOT): Mutant[] {
  return settingFiles(root).flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")));
}

/** The mutants of one file by the format that its path says. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const [, format] = FORMATS.find(([path]) => path.test(file)) ?? [];
  return format?.(file, text) ?? [];
}

/** Files of `config/` that git knows and whose format is none of those above: what they set would go untried. */
export function withoutFormat(root = ROOT): string[] {
  return settingFiles(root).filter((file) => !FORMATS.some(([path]) => path.test(file)));
}

function settingFiles(root: string): string[] {
  const listing = execaSync("git", ["ls-files", "--", "config", COMPOSE_FILE], { cwd: root });
  return listing.stdout.split("\n").filter((file) => file !== "");
}
