import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { LineCounter, parseDocument, visit } from "yaml";
import { messageOf, Problem } from "../problem.ts";
import { composeSchema, type ServiceDefinition } from "./compose-schema.ts";
import { interpolate, type Variables } from "./interpolate.ts";

/** The repository's root: where the compose file, `config/` and `.env` are. */
export const ROOT = join(import.meta.dirname, "../..");

export interface Service extends ServiceDefinition {
  name: string;
  /** The variable that replaces the image: REDIS_IMAGE of `${REDIS_IMAGE:-redis:8}`. */
  imageVariable: string;
}

export interface ComposeFile {
  root: string;
  services: Record<string, Service>;
}

export interface ComposeOptions {
  root?: string;
  /** Wins over `.env`, as in Compose. */
  env?: Variables;
  /** Whether `.env` is read; without it the file's own defaults hold. */
  dotEnv?: boolean;
}

/**
 * Reads docker-compose.yml with its variables replaced, without Docker: set-up needs the image names before there is one.
 *
 * @throws Problem that names the line of everything the file has wrong
 */
export function readComposeFile(options: ComposeOptions = {}): ComposeFile {
  const { root = ROOT, env = process.env, dotEnv = true } = options;
  const file = join(root, "docker-compose.yml");
  const lines = new LineCounter();
  const document = parseDocument(read(file), { lineCounter: lines, merge: true });
  const at = (offset: number) => lines.linePos(offset).line;
  const [syntax] = document.errors;
  if (syntax) throw malformed([`line ${at(syntax.pos[0])}: ${syntax.message.split("\n")[0]}`]);

  const imageVariables = imageVariablesOf(document.toJS());
  const variables = { ...(dotEnv ? readDotEnv(root) : {}), ...env };
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === "string")
        node.value = interpolated(node.value, variables, at(node.range?.[0] ?? 0));
    },
  });

  const parsed = composeSchema.safeParse(document.toJS());
  if (!parsed.success) {
    throw malformed(
      parsed.error.issues.map((issue) => {
        const node = nearestNode(document, issue.path);
        return `line ${at(node)}: ${issue.path.join(".") || "top level"}: ${issue.message}`;
      }),
    );
  }
  const services = Object.entries(parsed.data.services).map(([name, definition]): [string, Service] => [
    name,
    { ...definition, name, imageVariable: imageVariables[name] ?? "" },
  ]);
  return { root, services: Object.fromEntries(services) };
}

/** The service of that name. @throws Problem when the compose file has none */
export function serviceOf(file: ComposeFile, name: string): Service {
  const service = file.services[name];
  if (service) return service;
  throw new Problem({
    subject: `docker-compose.yml, service ${name}`,
    expected: "a service of that name",
    seen: Object.keys(file.services).join(", "),
    remedy: "restore the service, or take its name out of what asks for it",
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (thrown) {
    throw malformed([messageOf(thrown)]);
  }
}

function readDotEnv(root: string): Variables {
  const file = join(root, ".env");
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
}

function interpolated(text: string, variables: Variables, line: number): string {
  try {
    return interpolate(text, variables);
  } catch (thrown) {
    throw malformed([`line ${line}: ${messageOf(thrown)}`]);
  }
}

function imageVariablesOf(raw: {
  services?: Record<string, { image?: unknown } | null>;
}): Record<string, string> {
  const entries = Object.entries(raw?.services ?? {}).map(([name, service]) => {
    const [, variable = ""] = /^\$\{(\w+):-/.exec(String(service?.image)) ?? [];
    return [name, variable];
  });
  return Object.fromEntries(entries);
}

/** Offset of the deepest node on the way to `path` that the document has: a missing key has no place of its own. */
function nearestNode(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range) return range[0];
  }
  return 0;
}

function malformed(problems: string[]): Problem {
  return new Problem({
    subject: "docker-compose.yml",
    expected: "a file that Compose and the fixtures both read",
    seen: problems.length === 1 ? (problems[0] ?? "") : `\n  ${problems.join("\n  ")}`,
    remedy: "mend the lines named; a new key needs its translation in src/stack/ first",
  });
}
