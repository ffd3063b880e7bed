import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMPOSE_FILE, compose } from "../../stack/compose-cli.ts";
import { ROOT, readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { letOthersRead, mountableFolder } from "../../stack/mountable-folder.ts";
import { runOnce } from "../../stack/one-shot.ts";
import type { Mutant } from "./mutant.ts";

const REDIS_CONF = "config/redis/redis.conf";

/**
 * Mutants that the program itself takes for the same as what is delivered, each with who says so.
 * @param seconds in which it may be asked
 */
export async function equivalents(mutants: readonly Mutant[], seconds: number): Promise<Map<string, string>> {
  const of = (file: string) => mutants.filter((mutant) => mutant.file === file);
  const [ofCompose, ofRedis] = await Promise.all([
    sameForCompose(of(COMPOSE_FILE), seconds),
    sameForRedis(of(REDIS_CONF)),
  ]);
  return new Map([
    ...ofCompose.map((id) => [id, "docker compose config"] as const),
    ...ofRedis.map((id) => [id, "CONFIG GET"] as const),
  ]);
}

/** One after the other: each call starts a program. */
async function sameForCompose(mutants: readonly Mutant[], seconds: number): Promise<string[]> {
  if (mutants.length === 0) return [];
  const end = performance.now() + seconds * 1e3;
  const text = readFileSync(join(ROOT, COMPOSE_FILE), "utf8");
  const delivered = await configOf(text);
  const same: string[] = [];
  for (const { id, apply } of mutants) {
    if (performance.now() > end) break;
    // What Compose refuses is not the same.
    const config = await configOf(apply(text)).catch(() => undefined);
    if (config === delivered) same.push(id);
  }
  return same;
}

function configOf(text: string): Promise<string> {
  return compose({ root: ROOT, files: ["-"], profiles: ["*"] }, ["config", "--format", "json"], text);
}

/** Starts Redis with each, on a socket alone, and has it say every setting. */
const ASK_EACH = `
for file in /asked/*.conf; do
  printf '\\n== %s\\n' "\${file##*/}"
  rm -rf /tmp/asked.sock /data/*
  redis-server "$file" --port 0 --tls-port 0 --unixsocket /tmp/asked.sock --logfile /dev/null &
  tries=50
  until redis-cli -s /tmp/asked.sock ping >/dev/null 2>&1 || [ "$tries" -eq 0 ]; do tries=$((tries - 1)); sleep 0.1; done
  redis-cli -s /tmp/asked.sock config get '*' 2>/dev/null || true
  kill -KILL $! 2>/dev/null || true
  wait $! 2>/dev/null || true
done
`;

async function sameForRedis(mutants: readonly Mutant[]): Promise<string[]> {
  if (mutants.length === 0) return [];
  const text = readFileSync(join(ROOT, REDIS_CONF), "utf8");
  const folder = mountableFolder();
  try {
    const asked = join(folder, "asked");
    mkdirSync(asked);
    for (const [index, changed] of [text, ...mutants.map(({ apply }) => apply(text))].entries())
      writeFileSync(join(asked, `${index}.conf`), changed);
    letOthersRead(folder);
    const redis = serviceOf(readComposeFile(), "redis");
    const { output } = await runOnce(redis, ROOT, ["sh", "-c", ASK_EACH], [`${asked}:/asked:ro`]);
    const answers = answersIn(output);
    return sameAsFirst(answers).flatMap((index) => mutants[index - 1]?.id ?? []);
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

/** The numbers of those that said the same as the one of number 0, if that one said anything. */
export function sameAsFirst(answers: ReadonlyMap<number, string>): number[] {
  const first = answers.get(0) ?? "";
  if (first === "") return [];
  return [...answers].filter(([number, said]) => number !== 0 && said === first).map(([number]) => number);
}
