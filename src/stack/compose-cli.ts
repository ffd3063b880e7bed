import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ExecaError, execa } from "execa";
import { messageOf, Problem } from "../kernel/problem.ts";
import { engineEndpoint } from "./engine-endpoint.ts";

/** What a call of `docker compose` is about. Everything that could redirect it is decided here, and nothing inherited. */
export interface ComposeProject {
  /** The project directory, whose `.env` is read. */
  root: string;
  /** Its compose files, the delivered one first; `-` is the standard input. Relative ones are below the root. */
  files: readonly string[];
  /** Without one, what `.env` says, else what the file says. */
  name?: string;
  profiles?: readonly string[];
}

/** The file that a stack's folder is known by. */
export const COMPOSE_FILE = "docker-compose.yml";
const LAST_LINES = 12;

/**
 * Settings of Compose that `.env` could hold and that no argument overrules: Compose takes them from the environment
 * first, so they stand there with the values that they have by default.
 */
const AS_BY_DEFAULT = {
  COMPOSE_PROFILES: "",
  COMPOSE_PARALLEL_LIMIT: "-1",
  COMPOSE_REMOVE_ORPHANS: "false",
  COMPOSE_IGNORE_ORPHANS: "false",
  COMPOSE_COMPATIBILITY: "false",
  COMPOSE_CONVERT_WINDOWS_PATHS: "false",
  COMPOSE_STATUS_STDOUT: "false",
  COMPOSE_MENU: "false",
  COMPOSE_ANSI: "never",
};

/** The environment of this process, without anything that redirects Compose or Docker to something else. */
export function withoutCompose(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^COMPOSE_/i.test(name)));
}

/**
 * Has `docker compose` do something with a project.
 * @param input the compose file `-`
 * @returns what it printed on its standard output
 * @throws Problem with its last lines
 */
export async function compose(
  project: ComposeProject,
  args: readonly string[],
  input?: string,
): Promise<string> {
  try {
    const { stdout } = await execa("docker", [...optionsOf(project), ...args], {
      env: environment(),
      extendEnv: false,
      cwd: project.root,
      ...(input === undefined ? { stdin: "ignore" } : { input }),
      all: true,
    });
    return stdout;
  } catch (thrown) {
    const { all, shortMessage } = thrown as ExecaError<{ all: true }>;
    throw failed(project, `docker compose ${args[0]}`, all || shortMessage || messageOf(thrown), thrown);
  }
}

/**
 * The same at once, for what is read on the way.
 * @param options.input the compose file `-`
 * @param options.env in place of the environment of this process
 * @throws Problem with its last lines; Error with the message of a variable that has to be set
 */
export function composeSync(
  project: ComposeProject,
  args: readonly string[],
  { input, env }: { input: string; env: NodeJS.ProcessEnv },
): string {
  const { PATH, HOME, DOCKER_CONFIG } = process.env;
  const { stdout, stderr, status, error } = spawnSync("docker", [...optionsOf(project), ...args], {
    env: environment({ PATH, HOME, DOCKER_CONFIG, ...env }),
    cwd: project.root,
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status === 0) return stdout;
  const [, required] = /required variable (.*)/.exec(stderr ?? "") ?? [];
  if (required) throw new Error(`the variable ${required.trim()}`);
  throw failed(project, `docker compose ${args[0]}`, stderr || messageOf(error), error);
}

/**
 * Runs a shell script of the project's folder that calls `docker compose` itself, with the options that lead it to the project.
 * @returns what it printed, on both its outputs
 * @throws Problem with its last lines
 */
export async function composeScript(project: ComposeProject, script: string, step: string): Promise<string> {
  const options = optionsOf(project).slice(1);
  const { all, exitCode } = await execa("sh", [script, step, ...options], {
    env: environment(),
    extendEnv: false,
    cwd: project.root,
    stdin: "ignore",
    all: true,
    reject: false,
  });
  if (exitCode === 0) return all;
  throw failed(project, [script, step].join(" "), all);
}

/** The version of the Compose plugin; `undefined` when there is none, or one of before version 2. */
export async function composeVersion(): Promise<string | undefined> {
  const { stdout, failed: isMissing } = await execa("docker", ["compose", "version", "--short"], {
    env: environment(),
    extendEnv: false,
    reject: false,
  });
  const version = String(stdout ?? "").replace(/^v/, "");
  return !isMissing && Number.parseInt(version, 10) >= 2 ? version : undefined;
}

function optionsOf({ root, files, name, profiles = [] }: ComposeProject): string[] {
  const dotEnv = join(root, ".env");
  return [
    "compose",
    ...["--project-directory", root],
    ...files.flatMap((file) => ["--file", file === "-" ? file : resolve(root, file)]),
    ...(name ? ["--project-name", name] : []),
    ...(existsSync(dotEnv) ? ["--env-file", dotEnv] : []),
    ...profiles.flatMap((profile) => ["--profile", profile]),
  ];
}

function environment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  engineEndpoint();
  const { DOCKER_HOST, DOCKER_CERT_PATH = "", DOCKER_TLS_VERIFY = "" } = process.env;
  const { DOCKER_CONTEXT: _context, ...rest } = withoutCompose(env);
  return { ...rest, ...AS_BY_DEFAULT, DOCKER_HOST, DOCKER_CERT_PATH, DOCKER_TLS_VERIFY };
}

/** What Compose prints of a `.env` that it does not take, without the line itself, which may be a password. */
const DOT_ENV_REFUSED =
  /(?:failed to read )?(\S.*\.env\b.*?)(?: near)? ["'][\s\S]*|(.*\.env (?:is a directory|: permission denied).*)/;

function failed({ root }: ComposeProject, command: string, printed: string, cause?: unknown): Problem {
  const [, refused, unreadable] = DOT_ENV_REFUSED.exec(printed) ?? [];
  if (refused ?? unreadable) {
    return new Problem({
      subject: join(root, ".env"),
      expected: "a file of variables that Docker Compose takes",
      seen: refused ?? unreadable ?? "",
      remedy: "correct the line named: NAME=value, in single quotes if it holds a $, a # or a space",
    });
  }
  const lines = printed.trim().split("\n").slice(-LAST_LINES);
  return new Problem(
    {
      subject: `${command} in ${root}`,
      expected: "it to succeed",
      seen: ["its last lines:", ...lines].join("\n    "),
      remedy: "fix what the lines name (docker compose logs says more), then run this again",
    },
    { cause },
  );
}
