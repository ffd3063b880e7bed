import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ROOT, readComposeFile, serviceOf } from "../../../stack/compose-file.ts";
import { letOthersRead, mountableFolder } from "../../../stack/mountable-folder.ts";
import { runOnce } from "../../../stack/one-shot.ts";
import type { Mutant } from "../mutant.ts";
import type { Outcome, Outcomes } from "../outcome.ts";

/** A program of the stack that says whether it takes a file. */
interface Asked {
  by: string;
  /** Of the files that it is asked about. */
  file: RegExp;
  /** Whose image it is in, with the delivered files. */
  service: string;
  /** A function of the shell that takes a file in place of the delivered one, or not; before it what it needs. */
  takes: string;
}

const COPY = `mine=\${TMPDIR:-/tmp}/asked; mkdir -p "$mine" && cp -r /etc/prometheus/. "$mine" && cd "$mine" || exit 1`;

const ASKED: readonly Asked[] = [
  {
    // As the criterion for valid rules asks it.
    by: "promtool check rules, promtool test rules",
    file: /^config\/prometheus\/rules\//,
    service: "prometheus",
    takes: `${COPY}
takes() (
  name=\${1##*/}
  cp "$1" "rules/$name" && tests=$(grep -l "rules/$name" tests/*.test.yml)
  promtool check rules rules/*.yml && promtool test rules $tests; code=$?
  cp "/etc/prometheus/rules/$name" "rules/$name"
  exit $code
)`,
  },
  {
    by: "promtool check config",
    file: /^config\/prometheus\/prometheus\.yml$/,
    service: "prometheus",
    takes: `${COPY}
takes() { cp "$1" prometheus.yml && promtool check config prometheus.yml; }`,
  },
  {
    by: "amtool check-config",
    file: /^config\/alertmanager\/alertmanager\.yml$/,
    service: "alertmanager",
    takes: `takes() { amtool check-config "$1"; }`,
  },
];

const ASK_EACH = `
end=$(($(date +%s) + $1))
for folder in /asked/*; do
  [ "$(date +%s)" -lt "$end" ] || break
  if takes "$(echo "$folder"/*)" >/dev/null 2>&1; then said=taken; else said=refused; fi
  echo "\${folder##*/} $said"
done
`;

/**
 * Files that the programs of the stack refuse, or whose unit tests they fail. None where they refuse the delivered ones.
 * @param seconds in which each may be asked
 */
export async function askForRefusals(mutants: readonly Mutant[], seconds: number): Promise<Outcomes> {
  const said = await Promise.all(ASKED.map((asked) => refusedBy(asked, mutants, seconds)));
  return new Map(said.flatMap((each) => [...each]));
}

async function refusedBy(
  { by, file, service, takes }: Asked,
  mutants: readonly Mutant[],
  seconds: number,
): Promise<Outcomes> {
  const asked = mutants.filter((mutant) => file.test(mutant.file));
  if (asked.length === 0) return new Map();
  const folder = mountableFolder();
  try {
    place(folder, 0, asked[0]?.file ?? "", (text) => text);
    for (const [index, mutant] of asked.entries()) place(folder, index + 1, mutant.file, mutant.apply);
    letOthersRead(folder);
    const command = ["sh", "-c", `${takes}\n${ASK_EACH}`, "sh", String(Math.floor(seconds))];
    const where = serviceOf(readComposeFile(), service);
    const { output } = await runOnce(where, ROOT, command, [`${folder}:/asked:ro`]);
    const outcome: Outcome = { status: "refused", by };
    return new Map(refusedIn(output).map((number) => [asked[number - 1]?.id ?? "", outcome]));
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
