import { join } from "node:path";
import { z } from "zod";
import { YamlFile } from "../../kernel/yaml-file.ts";
import { ROOT } from "../../stack/compose-file.ts";

export const SURVIVORS = "fixtures/sabotage/survivors.yaml";

const reasons = z.record(z.string().min(1), z.string().min(1));

const survivors = z.strictObject({
  /** Nothing should turn, and why. */
  right: reasons.default({}),
  /** Something should turn and does not: what is missing. */
  gaps: reasons.default({}),
});

export type Survivors = z.infer<typeof survivors>;

/** Why mutants survive, by patterns of their ids. @throws Problem that names the lines that are wrong */
export function readSurvivors(path = join(ROOT, SURVIVORS)): Survivors {
  const remedy = "write a pattern of ids and the reason, below right: or gaps:";
  return new YamlFile(path, { name: SURVIVORS, remedy }).parse(survivors);
}
