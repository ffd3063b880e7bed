import { lookup } from "node:dns/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { getContainerRuntimeClient } from "testcontainers";
import { messageOf, Problem } from "../kernel/problem.ts";
import { type EngineEndpoint, engineEndpoint } from "./engine-endpoint.ts";

/** An engine that says nothing for so long has no life in it: set-up and every run ask it first. */
const ANSWERS_WITHIN_MS = 10_000;

export type Engine = Awaited<ReturnType<typeof clientOf>>;

let answering: Promise<Engine> | undefined;

/**
 * The Docker Engine's own API client (dockerode), for what testcontainers does not offer: kill, pause, labels. It speaks to
 * the same engine as Docker's command line.
 *
 * @throws Problem that names the engine when it does not answer, is on another host, or may not be used
 */
export function engine(): Promise<Engine> {
  const asked = answering ?? clientOf();
  answering = asked;
  asked.catch(() => {
    if (answering === asked) answering = undefined;
  });
  return asked;
}

/** Another engine of this host, by its socket: that of a host of a lab. */
export async function engineAt(socketPath: string): Promise<Engine> {
  const client = (await engine()).constructor as new (options: { socketPath: string }) => Engine;
  return new client({ socketPath });
}

async function clientOf() {
  const endpoint = engineEndpoint();
  await mustBeOfThisHost(endpoint);
  await mustAnswer(endpoint);
  // Our own sweep by label replaces the reaper container, whose image an air-gapped host cannot have.
  process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
  // Ports are published on the loopback address. Left to itself, testcontainers takes a host that was once made from a
  // container image for a container, and looks for the ports on the bridge.
  process.env.TESTCONTAINERS_HOST_OVERRIDE = "127.0.0.1";
  const { dockerode } = (await getContainerRuntimeClient()).container;
  mustBeTheSame(dockerode.modem, endpoint);
  return dockerode;
}

/** Ports are published on the loopback address, and configuration is mounted from folders: neither reaches another host. */
async function mustBeOfThisHost(endpoint: EngineEndpoint): Promise<void> {
  const { url } = endpoint;
  if (/^(unix|npipe):/.test(url)) return;
  const host = /^(tcp|https?):/.test(url) && URL.canParse(url) ? new URL(url).hostname : undefined;
  if (host !== undefined && (await isThisHost(host.replace(/^\[|\]$/g, "")))) return;
  throw new Problem({
    subject: describe(endpoint),
    expected:
      "an engine of this host: ports are published on its loopback address, files are mounted from its folders",
    seen: host ? `one on ${host}` : `one that is reached by ${url.split(":")[0]}`,
    remedy: `run this on the host of that engine, or let a local one be used (${otherwise(endpoint)})`,
  });
}

async function isThisHost(name: string): Promise<boolean> {
  const own = Object.values(networkInterfaces()).flatMap((each) =>
    (each ?? []).map(({ address }) => address),
  );
  const found = await lookup(name, { all: true }).catch(() => []);
  return found.some(({ address }) => address.startsWith("127.") || own.includes(address));
}

async function mustAnswer(endpoint: EngineEndpoint): Promise<void> {
  try {
    await ping(endpoint.url);
  } catch (thrown) {
    throw silent(endpoint, thrown);
  }
}

/** Over TLS a connection has to do: the client itself brings the certificates. */
async function ping(url: string): Promise<void> {
  const at = addressOf(url);
  if (!("socketPath" in at) && process.env.DOCKER_TLS_VERIFY) return connected(at);
  await new Promise<void>((resolve, reject) => {
    const asked = request({ ...at, path: "/_ping", timeout: ANSWERS_WITHIN_MS }, (response) => {
      response.resume();
      response.on("end", resolve).on("error", reject);
    });
    asked.on("timeout", () => asked.destroy(new Error(`no answer within ${ANSWERS_WITHIN_MS / 1e3} s`)));
    asked.on("error", reject).end();
  });
}

function connected(at: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...at, timeout: ANSWERS_WITHIN_MS }, () => {
      socket.destroy();
      resolve();
    });
    socket.on("timeout", () => socket.destroy(new Error("no connection"))).on("error", reject);
  });
}

function addressOf(url: string): { socketPath: string } | { host: string; port: number } {
  if (/^(unix|npipe):/.test(url)) return { socketPath: url.replace(/^\w+:\/\//, "") };
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 2375) };
}

function silent(endpoint: EngineEndpoint, thrown: unknown): Problem {
  const { code } = thrown as NodeJS.ErrnoException;
  const socket = endpoint.url.replace(/^unix:\/\//, "");
  if (code === "EACCES" || code === "EPERM") {
    return new Problem(
      {
        subject: describe(endpoint),
        expected: "an engine that this user may use",
        seen: `no permission on ${socket}`,
        remedy: `sudo usermod -aG "$(stat -c %G ${socket})" "$USER", log in again, and run this again`,
      },
      { cause: thrown },
    );
  }
  return new Problem(
    {
      subject: describe(endpoint),
      expected: "an engine that answers",
      seen: code === "ENOENT" ? `no socket ${socket}` : messageOf(thrown),
      remedy: endpoint.isNamed
        ? `start that engine, or let another be used (${otherwise(endpoint)}); then run this again`
        : "npm run setup",
    },
    { cause: thrown },
  );
}

/** testcontainers goes on to other engines by itself when its settings say so, or when the first does not answer. */
function mustBeTheSame(modem: object, endpoint: EngineEndpoint): void {
  const { socketPath, host, port } = modem as { socketPath?: string; host?: string; port?: number };
  const at = addressOf(endpoint.url);
  const isSame =
    "socketPath" in at ? socketPath === at.socketPath : host === at.host && Number(port) === at.port;
  if (isSame) return;
  throw new Problem({
    subject: describe(endpoint),
    expected: "containers that the tests start to be this engine's",
    seen: `testcontainers speaks to ${socketPath ?? `${host}:${port}`}`,
    remedy: "take tc.host and docker.host out of ~/.testcontainers.properties, then run this again",
  });
}

function describe({ url, from }: EngineEndpoint): string {
  return `Docker Engine at ${url} (${from})`;
}

function otherwise({ from }: EngineEndpoint): string {
  if (from.includes("DOCKER_HOST")) return "unset DOCKER_HOST";
  if (from.includes("properties")) return "take docker.host out of ~/.testcontainers.properties";
  return "docker context use default, and unset DOCKER_CONTEXT";
}
