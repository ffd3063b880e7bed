import { Problem } from "../../kernel/problem.ts";
import type { Progress } from "../../kernel/steps.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { type Commands, composedForHosts, withCommands, withoutServices } from "./composed.ts";
import { type DockerAt, docker, dockerRows } from "./docker-at.ts";
import { labelNodes, nodesOf, slotsOf } from "./members-of-swarm.ts";
import { mountedFiles } from "./mounted-files.ts";
import { changedServices, replaceService } from "./service-replacement.ts";
import { labelsOf, type TaskRow } from "./services-of-swarm.ts";
import { type Given, SETTINGS, type StackFile, stackFileOf } from "./stack-file.ts";

export interface Deploying {
  at: DockerAt;
  /** The name of the stack in the Swarm. */
  name: string;
  profiles: readonly string[];
  /** The folder of the certificates, in the place of the checkout's. */
  certificates: string;
  /** In the place of those of `.env`. */
  variables?: Readonly<Record<string, string>>;
  /** Services that are not deployed. */
  without?: readonly string[];
  /** Other folders in the place of those of the checkout, by their names: "config/prometheus". */
  folders?: Readonly<Record<string, string>>;
  /** What becomes of the command of a service, by its name, where it is not the delivered one. */
  commands?: Commands;
  /**
   * Replaces those of the changed services that may not all be away at once, one after the other; the others are deployed
   * together afterwards. Without it all are.
   */
  inTurn?: (changed: readonly string[], replace: (service: string) => Promise<void>) => Promise<void>;
  progress: Progress;
}

const OURS = "broker-signoff.stack";
/** What Swarm calls one of them, and where a stack has them. */
const GIVEN = [
  ["config", "configs"],
  ["secret", "secrets"],
] as const;
type Kind = (typeof GIVEN)[number][0];
const RUNS_WITHIN_MS = 240_000;
const TOLD_TASKS = 6;

/**
 * Deploys the stack on the hosts of a Swarm, or brings one that is there up to what the files say now.
 * @throws Problem before anything is changed: too few hosts, no manager, a stack of that name that is not ours; later for a
 * service that does not run
 */
export async function deploy(deploying: Deploying): Promise<void> {
  const { at, name, progress } = deploying;
  const nodes = await nodesOf(at);
  const slots = slotsOf(nodes);
  await mustBeOurs(at, name);
  const stack = readStack(deploying);
  progress("labels, configs and secrets");
  await labelNodes(at, nodes, slots);
  await Promise.all(GIVEN.map(([kind, of]) => give(at, kind, stack[of], name)));
  if (deploying.inTurn) {
    const changed = changedServices(stack, name, await labelsOf(at, name, SETTINGS));
    await deploying.inTurn(changed, (service) => replaceService(deploying, stack, service));
  }
  progress(`docker stack deploy ${name}`);
  const former = new Set((await failingTasks(at, name).catch(() => [])).map(({ ID }) => ID));
  const args = ["stack", "deploy", "--prune", "--resolve-image", "never", "--compose-file", "-", name];
  await docker(at, args, JSON.stringify(stack.file));
  await allRun(at, name, { former, images: stack.images, progress });
  await removeUnused(at, name, stack);
}

/** Removes a stack that is ours; its volumes stay on their hosts. */
export async function undeploy(at: DockerAt, name: string): Promise<void> {
  await mustBeOurs(at, name);
  await docker(at, ["stack", "rm", name]);
  const filter = ["--filter", `label=${OURS}=${name}`];
  await until(`the stack ${name} is gone`, { deadlineMs: 120_000, everyMs: 500 }, async () => {
    const left = await docker(at, ["service", "ls", "--quiet", ...filter]);
    return left === "" ? done(true) : notYet(left);
  });
}

function readStack(deploying: Deploying): StackFile {
  const { name, profiles, certificates, variables, without, folders, commands } = deploying;
  const composed = withoutServices(composedForHosts(ROOT, profiles, variables), without);
  return stackFileOf({
    name,
    composed: withCommands(composed, commands),
    filesOf: (service) => mountedFiles(ROOT, service, { tls: certificates, ...folders }),
    labels: { [OURS]: name },
  });
}

/** @throws Problem for a stack of that name whose services do not carry our label */
async function mustBeOurs(at: DockerAt, name: string): Promise<void> {
  const foreign = [...(await labelsOf(at, name, OURS))].filter(([, stack]) => stack !== name);
  if (foreign.length === 0) return;
  throw new Problem({
    subject: `the stack ${name} in the Swarm`,
    expected: "none of that name, or one that this command has deployed",
    seen: `${foreign.map((each) => each.join(" ").trim()).join(", ")}, which carry no label of it`,
    remedy: "give this one another name: --name frames",
  });
}

/** Creates those that are not there yet. */
async function give(at: DockerAt, kind: Kind, all: readonly Given[], stack: string): Promise<void> {
  const known = await namesOf(at, kind);
  const missing = all.filter(({ name }) => !known.includes(name));
  await Promise.all(
    missing.map(({ name, content }) =>
      docker(at, [kind, "create", "--label", `${OURS}=${stack}`, name, "-"], content),
    ),
  );
}

/** Configs and secrets of earlier deployments; one that a service still has is refused, and stays until the next time. */
async function removeUnused(at: DockerAt, name: string, stack: StackFile): Promise<void> {
  for (const [kind, of] of GIVEN) {
    const now = new Set(stack[of].map((given) => given.name));
    const ours = await namesOf(at, kind, "--filter", `label=${OURS}=${name}`);
    for (const old of ours.filter((each) => !now.has(each)))
      await docker(at, [kind, "rm", old]).catch(() => undefined);
  }
}

async function namesOf(at: DockerAt, kind: Kind, ...filter: string[]): Promise<string[]> {
  const listed = await docker(at, [kind, "ls", ...filter, "--format", "{{.Name}}"]);
  return listed.split("\n").filter(Boolean);
}

interface ServiceRow {
  Name: string;
  Replicas: string;
}

/**
 * Waits until every service runs.
 * @param former tasks that had failed before this deployment
 * @throws Problem with what the tasks say that do not; at once where an image is missing, which no waiting brings
 */
async function allRun(
  at: DockerAt,
  name: string,
  {
    former,
    images,
    progress,
  }: { former: ReadonlySet<string>; images: readonly string[]; progress: Progress },
): Promise<void> {
  const failing = async () => (await failingTasks(at, name)).filter(({ ID }) => !former.has(ID));
  try {
    await until(`every service of ${name} runs`, { deadlineMs: RUNS_WITHIN_MS, everyMs: 1_000 }, async () => {
      const rows = await dockerRows<ServiceRow>(at, "stack", "services", "--format", "{{json .}}", name);
      const waiting = rows.filter(({ Replicas }) => !isWhole(Replicas));
      if (waiting.length === 0) return done(true);
      const without = (await failing()).filter((task) => images.some((image) => lacksImage(task, image)));
      if (without.length > 0) throw notRunning(name, without);
      const seen = waiting.map(({ Name, Replicas }) => `${Name} ${Replicas}`).join(", ");
      progress(`waiting for ${seen}`);
      return notYet(seen);
    });
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    const seen = await failing();
    throw seen.length === 0 ? thrown : notRunning(name, seen, thrown);
  }
}

async function failingTasks(at: DockerAt, name: string): Promise<TaskRow[]> {
  const tasks = await dockerRows<TaskRow>(at, "stack", "ps", "--no-trunc", "--format", "{{json .}}", name);
  return tasks.filter((task) => task.Error !== "");
}

/** What is said of tasks that do not run. */
export function notRunning(name: string, tasks: readonly TaskRow[], cause?: unknown): Problem {
  const seen = [...new Set(tasks.map(({ Name, Node, Error: error }) => `${Name} on ${Node}: ${error}`))];
  return new Problem(
    {
      subject: `the stack ${name}`,
      expected: "every service running, on every host that it is for",
      seen: seen.slice(0, TOLD_TASKS).join("\n    "),
      remedy: tasks.some((task) => lacksImage(task))
        ? "hand the images to the hosts (docker save, docker load), or name ones in .env that they can pull; then run this again"
        : "look at the service: docker service logs",
    },
    { cause },
  );
}

/** Whether it has no image, or not this one: until Swarm has updated a service, its tasks are still of the one before. */
export function lacksImage({ Error: error }: TaskRow, image = ""): boolean {
  const [, lacking] = /No such image: ([^\s"]+)/.exec(error) ?? [];
  return lacking !== undefined && (image === "" || lacking === image);
}

/** Of "2/3" or "1/1 (max 1 per node)", whether none is missing. */
export function isWhole(replicas: string): boolean {
  const [, running, wanted] = /^(\d+)\/(\d+)/.exec(replicas) ?? [];
  return running !== undefined && running === wanted && wanted !== "0";
}
