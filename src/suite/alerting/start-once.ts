import { Undetermined } from "../../kernel/undetermined.ts";
import { type ComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { runOnce } from "../../stack/one-shot.ts";

const HEADING = "@@ ";
const LAST_LINES = 3;

/** What a service is asked as soon as it answers, in the language of its container's shell. */
export interface Asked {
  compose: ComposeFile;
  service: string;
  /** What its image starts, where the compose file does not say. */
  program: readonly string[];
  port: number;
  /** Its path that answers with JSON once it is ready. */
  ready: string;
  /** Commands of the shell; `heading NAME` starts the output of a part, `fetch PATH` prints an answer of the service. */
  script: string;
}

/**
 * Starts a service as it is delivered, in a container without network, asks it something, and ends it.
 * @returns what was printed, by heading
 * @throws Undetermined with its last words when it does not start
 */
export async function startedOnce(asked: Asked): Promise<Map<string, string>> {
  const service = serviceOf(asked.compose, asked.service);
  const command = [...(service.entrypoint ?? asked.program), ...(service.command ?? [])];
  const shell = [variables(service.environment), preamble(asked, command), asked.script, "heading end"];
  const { exitCode, output } = await runOnce(service, asked.compose.root, ["sh", "-c", shell.join("\n")]);
  const parts = partsOf(output);
  if (exitCode === 0 && parts.has("end")) return parts;
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  throw new Undetermined(
    `${asked.service} does not answer as it is delivered: ${lines.slice(-LAST_LINES).join(" ") || `exit code ${exitCode}`}`,
  );
}

/** A text as one word of the shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What stands between two headings. */
export function partsOf(output: string): Map<string, string> {
  const parts = `\n${output}`.split(`\n${HEADING}`).slice(1);
  return new Map(
    parts.map((part) => {
      const [name = "", ...lines] = part.split("\n");
      return [name.trim(), lines.join("\n").trim()];
    }),
  );
}

function variables(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${quoted(value)}`)
    .join("\n");
}

/** Not every image has wget; one without has bash. */
function preamble({ port, ready }: Asked, command: readonly string[]): string {
  return `
heading() { printf '\\n${HEADING}%s\\n' "$1"; }
fetch() {
  if command -v wget >/dev/null; then wget -q -Y off -O - "http://127.0.0.1:${port}$1"; return; fi
  bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "GET %s HTTP/1.0\\r\\n\\r\\n" "$2" >&3 && sed "1,/^\\r*\\$/d" <&3' - ${port} "$1"
}
${command.map(quoted).join(" ")} >/tmp/delivered.log 2>&1 &
pid=$!
tries=0
until case "$(fetch ${quoted(ready)} 2>/dev/null)" in "{"*) true ;; *) false ;; esac; do
  tries=$((tries + 1))
  if [ $tries -gt 150 ] || ! kill -0 $pid 2>/dev/null; then tail -n 3 /tmp/delivered.log; exit 1; fi
  sleep 0.1
done`;
}
