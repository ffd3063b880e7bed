import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ROOT, readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { letOthersRead, mountableFolder } from "../../stack/mountable-folder.ts";
import { runOnce } from "../../stack/one-shot.ts";
import type { Mutant } from "./mutant.ts";

/** What has caught them. */
export const REFUSED = "block3/alerts/rules-valid: promtool refuses the rules, or their unit tests fail";

const RULES = "config/prometheus/rules/";

/** Has promtool look at each file of rules in place of the delivered one, as far as the time goes. */
const ASK_EACH = `
mine=\${TMPDIR:-/tmp}/asked
mkdir -p "$mine" && cp -r /etc/prometheus/. "$mine" && cd "$mine" || exit 1
end=$(($(date +%s) + $1))
for folder in /asked/*; do
  [ "$(date +%s)" -lt "$end" ] || break
  name=$(ls "$folder")
  cp "$folder/$name" "rules/$name"
  tests=$(grep -l "rules/$name" tests/*.test.yml)
  if promtool check rules rules/*.yml && promtool test rules $tests; then said=taken; else said=refused; fi >/dev/null 2>&1
  echo "\${folder##*/} $said"
  cp "/etc/prometheus/rules/$name" "rules/$name"
done
`;

/**
 * Mutants of rules that promtool refuses, or whose unit tests it fails: what the criterion for valid rules asks it too, without
 * a run of specs for each. None where it refuses the delivered ones.
 */
export async function refusedRules(mutants: readonly Mutant[], seconds: number): Promise<Set<string>> {
  const ofRules = mutants.filter(({ file }) => file.startsWith(RULES));
  if (ofRules.length === 0) return new Set();
  const folder = mountableFolder();
  try {
    const [first] = ofRules;
    place(folder, 0, first?.file ?? "", (text) => text);
    for (const [index, { file, apply }] of ofRules.entries()) place(folder, index + 1, file, apply);
    letOthersRead(folder);
    const prometheus = serviceOf(readComposeFile(), "prometheus");
    const command = ["sh", "-c", ASK_EACH, "sh", String(Math.floor(seconds))];
    const { output } = await runOnce(prometheus, ROOT, command, [`${folder}:/asked:ro`]);
    return new Set(refusedIn(output).flatMap((index) => ofRules[index - 1]?.id ?? []));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The numbers of those that were refused, if number 0, the delivered one, was taken. */
export function refusedIn(output: string): number[] {
  const said = new Map(
    [...output.matchAll(/^(\d+) (taken|refused)$/gm)].map(([, n, word]) => [Number(n), word]),
  );
  return said.get(0) === "taken" ? [...said].flatMap(([n, word]) => (word === "refused" ? [n] : [])) : [];
}

/** Numbers of one width, so that they are asked about in their order. */
function place(folder: string, index: number, file: string, apply: (text: string) => string): void {
  const path = join(folder, String(index).padStart(5, "0"), basename(file));
  mkdirSync(dirname(path));
  writeFileSync(path, apply(readFileSync(join(ROOT, file), "utf8")));
}
