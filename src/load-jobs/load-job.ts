import { lacksImage } from "../hosts/swarm/deploy.ts";
import { type DockerAt, docker } from "../hosts/swarm/docker-at.ts";
import { type ServiceTask, type TaskRow, tasksOf } from "../hosts/swarm/services-of-swarm.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { done, notYet, until } from "../kernel/wait.ts";

/** Everything of a load in a Swarm carries it, with the id of the node that its coordinator is on. */
export const LABEL = "broker-signoff.load";
const KEY = "/run/secrets/load-key";
const WORKER = "src/traffic/workers/worker-job.ts";
const GONE_WITHIN_MS = 60_000;
const TOLD_TASKS = 6;

export interface JobParts {
  at: DockerAt;
  /** Of all that belongs to the load: the job, its secret, and its network where it has one of its own. */
  name: string;
  /** The node that the coordinator is on. */
  node: string;
  network: string;
}

export interface Workers {
  image: string;
  count: number;
  /** Where they connect to. */
  coordinator: { address: string; port: number };
  /** What they show there. */
  key: string;
}

/**
 * The workers of a load as a job of a Swarm: tasks that are started together, each once. Disposing removes all that is the load's.
 * Not in the mode replicated-job: where such a service is removed its tasks stay, and go on (https://github.com/moby/moby/issues/42789).
 */
export class LoadJob implements AsyncDisposable {
  readonly #parts: JobParts;

  constructor(parts: JobParts) {
    this.#parts = parts;
  }

  /** Makes a network for the load alone. */
  async createNetwork(): Promise<void> {
    const { at, network } = this.#parts;
    await docker(at, ["network", "create", "--driver", "overlay", "--attachable", ...this.#labels, network]);
  }

  async start({ image, count, coordinator, key }: Workers): Promise<void> {
    const { at, name, network } = this.#parts;
    await docker(at, ["secret", "create", ...this.#labels, name, "-"], key);
    await docker(at, [
      ...["service", "create", "--detach", "--quiet", "--name", name, ...this.#labels],
      ...["--replicas", String(count), "--restart-condition", "none"],
      ...["--no-resolve-image", "--stop-grace-period", "2s", "--network", network, "--cap-drop", "ALL"],
      ...["--secret", `source=${name},target=${KEY},mode=0444`, "--env", "WORKER_HOST={{.Node.Hostname}}"],
      ...[image, WORKER, coordinator.address, String(coordinator.port), KEY],
    ]);
  }

  /** Every task, newest first, as far as the Swarm knows. */
  tasks(): Promise<ServiceTask[]> {
    return tasksOf(this.#parts.at, this.#parts.name);
  }

  /** What its tasks have said last. */
  async log(): Promise<string> {
    const { at, name } = this.#parts;
    return docker(at, ["service", "logs", "--raw", "--tail", "1", name]).catch(() => "");
  }

  /** What can't be removed now must not take the result along. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { at, name } = this.#parts;
    await removeLoad(at, name).catch((thrown: unknown) => {
      console.error(`${name} is left in the Swarm, and the next load there removes it: ${messageOf(thrown)}`);
    });
  }

  get #labels(): string[] {
    return ["--label", `${LABEL}=${this.#parts.node}`];
  }
}

const KINDS = ["service", "secret", "network"] as const;

/** Removes what killed runs have left whose coordinators were on this node; one that still runs keeps all that is its. */
export async function removeAbandonedLoads(at: DockerAt, node: string): Promise<string[]> {
  const filter = ["--filter", `label=${LABEL}=${node}`];
  const listed = await Promise.all(
    KINDS.map((kind) => docker(at, [kind, "ls", ...filter, "--format", "{{.Name}}"])),
  );
  const running = await docker(at, ["ps", ...filter, "--format", "{{.Names}}"]);
  const names = abandonedOf(lines(listed.join("\n")), lines(running));
  for (const name of names) await removeLoad(at, name);
  return names;
}

/** Loads of which something is there and whose coordinator does not run. */
export function abandonedOf(names: readonly string[], coordinators: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => !coordinators.includes(coordinatorOf(name)));
}

/** What the container of a load's coordinator is called. */
export const coordinatorOf = (load: string): string => `${load}-coordinator`;

const lines = (text: string): string[] => text.split("\n").filter(Boolean);

/** What is not there, or is gone meanwhile, is as it should be; what stays is told. @throws DeadlinePassed */
async function removeLoad(at: DockerAt, name: string): Promise<void> {
  await docker(at, ["rm", "--force", coordinatorOf(name)]).catch(() => undefined);
  await until(`everything of ${name} is gone`, { deadlineMs: GONE_WITHIN_MS, everyMs: 500 }, async () => {
    const left: string[] = [];
    for (const kind of KINDS) {
      const filter = ["--filter", `name=${name}`, "--filter", `label=${LABEL}`, "--quiet"];
      // A Swarm that has lost a manager is without a leader for some moments.
      const listed = await docker(at, [kind, "ls", ...filter]).catch(() => undefined);
      if (listed === undefined) left.push(`any ${kind}`);
      const ids = lines(listed ?? "");
      for (const id of ids) await docker(at, [kind, "rm", id]).catch(() => left.push(`${kind} ${name}`));
    }
    return left.length === 0 ? done(true) : notYet(left.join(", "));
  });
}

/** What is said where tasks have ended, or can't start, before the load has begun; `undefined` where none has. */
export function whyNotStarted(image: string, tasks: readonly TaskRow[], log: string): Problem | undefined {
  const failing = tasks.filter(({ Error: error }) => error !== "");
  if (failing.length === 0) return undefined;
  const seen = new Set(failing.map(({ Node, Error: error }) => `${Node || "no host"}: ${error}`));
  const said = log ? [`the last lines of the workers: ${log}`] : [];
  return new Problem({
    subject: "the workers of the load",
    expected: "all of them running on hosts of the Swarm",
    seen: [...[...seen].slice(0, TOLD_TASKS), ...said].join("\n    "),
    remedy: failing.some((task) => lacksImage(task))
      ? `hand the image to every host, then run this again: docker save ${image} | docker --context HOST load`
      : "fix what the lines name, then run this again",
  });
}
