import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, readComposeFile, serviceOf } from "../../../stack/compose-file.ts";
import { letOthersRead, mountableFolder } from "../../../stack/mountable-folder.ts";
import { runOnce } from "../../../stack/one-shot.ts";
import type { Mutant } from "../mutant.ts";
import type { Outcome, Outcomes } from "../outcome.ts";

const REDIS_CONF = "config/redis/redis.conf";
/** What stands in place of the settings where the server has ended. */
const ENDED = "ended";

/** Starts Redis with each, on a socket alone, and has it say every setting. */
const ASK_EACH = `
for file in /asked/*.conf; do
  printf '\\n== %s\\n' "\${file##*/}"
  rm -rf /tmp/asked.sock /data/*
  redis-server "$file" --port 0 --tls-port 0 --unixsocket /tmp/asked.sock --logfile /dev/null &
  tries=50
  until redis-cli -s /tmp/asked.sock ping >/dev/null 2>&1 || [ "$tries" -eq 0 ]; do
    kill -0 $! 2>/dev/null || { echo ${ENDED}; break; }
    tries=$((tries - 1)); sleep 0.1
  done
  redis-cli -s /tmp/asked.sock config get '*' 2>/dev/null || true
  kill -KILL $! 2>/dev/null || true
  wait $! 2>/dev/null || true
done
`;

/** What Redis says of each changed redis.conf: the same settings as of the delivered one, or that it does not start with it. */
export async function askRedis(mutants: readonly Mutant[]): Promise<Outcomes> {
  const asked = mutants.filter(({ file }) => file === REDIS_CONF);
  if (asked.length === 0) return new Map();
  const text = readFileSync(join(ROOT, REDIS_CONF), "utf8");
  const folder = mountableFolder();
  try {
    const files = join(folder, "asked");
    mkdirSync(files);
    for (const [index, changed] of [text, ...asked.map(({ apply }) => apply(text))].entries())
      writeFileSync(join(files, `${index}.conf`), changed);
    letOthersRead(folder);
    const redis = serviceOf(readComposeFile(), "redis");
    const { output } = await runOnce(redis, ROOT, ["sh", "-c", ASK_EACH], [`${files}:/asked:ro`]);
    const outcomes = outcomesIn(answersIn(output));
    return new Map([...outcomes].map(([number, outcome]) => [asked[number - 1]?.id ?? "", outcome]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was printed for each file, by its number. */
export function answersIn(output: string): Map<number, string> {
  const parts = output.split(/^== (\d+)\.conf$/m).slice(1);
  const numbers = parts.filter((_, index) => index % 2 === 0).map(Number);
  return new Map(numbers.map((number, index) => [number, (parts[2 * index + 1] ?? "").trim()]));
}

/** What follows from the answers, if number 0, the delivered one, has one. */
export function outcomesIn(answers: ReadonlyMap<number, string>): Map<number, Outcome> {
  const outcomes = new Map<number, Outcome>();
  const first = answers.get(0) ?? "";
  if (first === "" || first === ENDED) return outcomes;
  for (const [number, said] of answers) {
    if (number === 0) continue;
    if (said === first) outcomes.set(number, { status: "equivalent", by: "CONFIG GET" });
    if (said === ENDED) outcomes.set(number, { status: "refused", by: "redis-server" });
  }
  return outcomes;
}
