import { enough, Undetermined } from "../../kernel/undetermined.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { runOnce } from "../../stack/one-shot.ts";
import { processLimits } from "../../stack/process-limits.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { scriptsBeside } from "../../stack/scripts-beside.ts";
import type { MemberSettings } from "../member-settings.ts";
import { fieldsOf } from "./fields.ts";
import type { RedisAdmin } from "./redis-admin.ts";
import { untoldInFiles } from "./redis-conf.ts";

/** Fewer come from a server that has not answered the whole question. */
const FEWEST = 100;

/** A server without any configuration, which is asked what it has by itself. */
const ASKED = `
redis-server >/dev/null 2>&1 &
tries=100
until [ "$(redis-cli ping 2>/dev/null)" = PONG ]; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 1
  sleep 0.05
done
redis-cli --raw CONFIG GET '*'`;

/** The files that the server was started with, and those that they include. */
const FILES = [
  "sh",
  "-c",
  'cat /usr/local/etc/redis/redis.conf; for file in /usr/local/etc/redis-added/*.conf; do [ ! -f "$file" ] || cat "$file"; done',
];

/** Every setting of a node with what runs beside it, and what it would have by itself. @throws Undetermined where either can't be seen */
export async function settingsOfNode(node: Pick<RedisAdmin, "service" | "command">): Promise<MemberSettings> {
  const [answer, defaults, limits, beside, files] = await Promise.all([
    node.command("CONFIG", "GET", "*"),
    defaultSettings(node.service),
    processLimits(node.service),
    scriptsBeside(node.service),
    node.service.exec(FILES),
  ]);
  const settings = settingsOf(answer as string[]);
  enough(Object.keys(settings).length, FEWEST, `settings of ${node.service.name} were read`);
  return {
    member: node.service.name,
    of: "redis",
    settings: {
      ...settings,
      ...untoldInFiles(files, new Set(Object.keys(fieldsOf(answer as string[])))),
      ...limits,
      ...beside,
    },
    defaults,
  };
}

/**
 * What the server of a container has by itself, by a second one of the same image that nobody configures.
 * @throws Undetermined when it does not answer, or its container cannot be seen
 */
export async function defaultSettings(redis: RunningService): Promise<Record<string, string>> {
  if (redis.imageId === "") throw new Undetermined(`the image of ${redis.name} is not seen from here`);
  const bare = { ...redis.service, image: redis.imageId, volumes: [] };
  const { exitCode, output } = await runOnce(bare, ROOT, ["sh", "-c", ASKED]);
  const settings = settingsOf(output.replace(/\n$/, "").split("\n"));
  if (exitCode === 0 && Object.keys(settings).length >= FEWEST) return settings;
  throw new Undetermined(`a Redis without configuration did not tell its settings: ${output.slice(0, 200)}`);
}

/**
 * Settings by name, of the answer to CONFIG GET. A setting that the server also has under its former name is one setting.
 */
export function settingsOf(answer: readonly string[]): Record<string, string> {
  const pairs = Object.entries(fieldsOf(answer));
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name === BUFFERS ? bufferLimits(value) : [[todaysName(name), value]])),
  );
}

const BUFFERS = "client-output-buffer-limit";

/** One value holds the limits of each kind of client: "normal 0 0 0 slave 268435456 67108864 60". */
function bufferLimits(value: string): [string, string][] {
  const limits = [...value.matchAll(/(\w+) (\d+) (\d+) (\d+)/g)];
  return limits.flatMap(([, kind = "", hard = "", soft = "", seconds = ""]): [string, string][] => {
    const name = `${BUFFERS} ${todaysName(kind)}`;
    return [
      [`${name} hard`, hard],
      [`${name} soft`, soft],
      [`${name} seconds`, seconds],
    ];
  });
}

function todaysName(name: string): string {
  return name.replace("slave", "replica").replace("ziplist", "listpack");
}
