import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { homeFolder } from "../kernel/home-folder.ts";
import { messageOf, Problem } from "../kernel/problem.ts";

/** The Docker Engine that this run uses. */
export interface EngineEndpoint {
  /** "unix:///var/run/docker.sock", as in DOCKER_HOST. */
  url: string;
  /** What named it, for messages: "from DOCKER_HOST", "the context desktop-linux", "the default socket". */
  from: string;
  /** Whether the user has named it; an engine that is named is never replaced by another. */
  isNamed: boolean;
  /** The value of DOCKER_DEFAULT_PLATFORM, if any: it is not used, every container is of the engine's own platform. */
  unusedPlatform?: string;
}

interface Context {
  Name: string;
  Endpoints: { docker?: { Host: string; SkipTLSVerify?: boolean } };
  TLSMaterial: { docker?: string[] };
  Storage: { TLSPath: string };
}

const DEFAULT_SOCKET = "/var/run/docker.sock";
const PIPE = "npipe:////./pipe/docker_engine";

/** What tells child processes, as JSON, that DOCKER_HOST was decided here, and from what. */
const DECIDED = "SIGNOFF_ENGINE";

/**
 * The one engine that Docker's command line and its API are asked through: what DOCKER_HOST names, else DOCKER_CONTEXT,
 * else the current context, else the settings of testcontainers, else the socket that this user may use. Decided once and
 * put into the environment, so that every child process speaks to the same one. The API knows no default platform, so the
 * command line gets none either: both would start different images of one name.
 *
 * @throws Problem for a context that does not exist
 */
export function engineEndpoint(env: NodeJS.ProcessEnv = process.env): EngineEndpoint {
  const decided = decidedBefore(env);
  if (decided) return decided;
  const { DOCKER_DEFAULT_PLATFORM: unusedPlatform } = env;
  const endpoint = { ...(named(env) ?? unnamed(env)), ...(unusedPlatform ? { unusedPlatform } : {}) };
  delete env.DOCKER_DEFAULT_PLATFORM;
  env.DOCKER_HOST = endpoint.url;
  delete env.DOCKER_CONTEXT;
  env[DECIDED] = JSON.stringify(endpoint);
  return endpoint;
}

/** Set for child processes; another DOCKER_HOST than the one decided was given to this process on purpose. */
function decidedBefore(env: NodeJS.ProcessEnv): EngineEndpoint | undefined {
  const decided = JSON.parse(env[DECIDED] || "null") as EngineEndpoint | null;
  return decided && decided.url === env.DOCKER_HOST ? decided : undefined;
}

function named(env: NodeJS.ProcessEnv): EngineEndpoint | undefined {
  if (env.DOCKER_HOST) return { url: env.DOCKER_HOST, from: "from DOCKER_HOST", isNamed: true };
  const context = env.DOCKER_CONTEXT || settingsOfCli(env).currentContext;
  if (context && context !== "default") return fromContext(context, env);
  const { "docker.host": url } = settingsOfTestcontainers();
  return url ? { url, from: "from ~/.testcontainers.properties", isNamed: true } : undefined;
}

function unnamed(env: NodeJS.ProcessEnv): EngineEndpoint {
  if (process.platform === "win32") return { url: PIPE, from: "the default pipe", isNamed: false };
  const own = [
    env.XDG_RUNTIME_DIR && join(env.XDG_RUNTIME_DIR, "docker.sock"),
    join(homeFolder(), ".docker/run/docker.sock"),
    join(homeFolder(), ".docker/desktop/docker.sock"),
    `/run/user/${process.getuid?.()}/docker.sock`,
  ];
  const usable = [DEFAULT_SOCKET, ...own].find((socket) => socket && isUsable(socket)) ?? DEFAULT_SOCKET;
  const from = usable === DEFAULT_SOCKET ? "the default socket" : "this user's own engine";
  return { url: `unix://${usable}`, from, isNamed: false };
}

function isUsable(socket: string): boolean {
  try {
    accessSync(socket, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function settingsOfCli(env: NodeJS.ProcessEnv): { currentContext?: string } {
  const file = join(env.DOCKER_CONFIG || join(homeFolder(), ".docker"), "config.json");
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { currentContext?: string };
  } catch (thrown) {
    throw new Problem(
      {
        subject: file,
        expected: "the settings of Docker's command line, as JSON",
        seen: messageOf(thrown),
        remedy: "correct the file, or give this user the right to read it",
      },
      { cause: thrown },
    );
  }
}

/** testcontainers reads them by itself; what they name has to be what the command line uses as well. */
function settingsOfTestcontainers(): Record<string, string> {
  const file = join(homeFolder(), ".testcontainers.properties");
  const text = isReadable(file) ? readFileSync(file, "utf8") : "";
  const pairs = text.matchAll(/^\s*([\w.]+)\s*[=:]\s*(.*?)\s*$/gm);
  return Object.fromEntries([...pairs].map(([, name = "", value = ""]) => [name, value]));
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function fromContext(name: string, env: NodeJS.ProcessEnv): EngineEndpoint {
  const { Endpoints, TLSMaterial, Storage } = inspected(name, env);
  const { Host: url = "", SkipTLSVerify } = Endpoints.docker ?? {};
  if (TLSMaterial.docker?.length) {
    env.DOCKER_CERT_PATH = join(Storage.TLSPath, "docker");
    if (!SkipTLSVerify) env.DOCKER_TLS_VERIFY = "1";
  }
  return { url, from: `the context ${name}`, isNamed: true };
}

function inspected(name: string, env: NodeJS.ProcessEnv): Context {
  try {
    const [context] = JSON.parse(
      execFileSync("docker", ["context", "inspect", name], {
        env,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      }),
    ) as Context[];
    if (context) return context;
    throw new Error("docker context inspect printed none");
  } catch (thrown) {
    const { stderr } = thrown as { stderr?: string };
    throw new Problem(
      {
        subject: `the Docker context ${name}`,
        expected: "a context that docker context inspect knows",
        seen: (stderr || messageOf(thrown)).trim(),
        remedy:
          "docker context ls shows which there are; docker context use default takes the engine of this host",
      },
      { cause: thrown },
    );
  }
}
