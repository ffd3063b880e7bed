import { randomBytes } from "node:crypto";
import { type DockerAt, docker } from "../hosts/swarm/docker-at.ts";
import { nodesOf, usableOf } from "../hosts/swarm/members-of-swarm.ts";
import { Problem } from "../kernel/problem.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { codeVersion } from "../traffic/workers/code-version.ts";
import type { RemoteOrder } from "../traffic/workers/coordinator-messages.ts";
import { KEY_BYTES } from "../traffic/workers/secure-line.ts";
import type { WorkersHooks } from "../traffic/workers/workers-run.ts";
import { Coordinator, type RemoteRun } from "./coordinator.ts";
import { LoadJob, removeAbandonedLoads, whyNotStarted } from "./load-job.ts";

const STARTED_WITHIN_MS = 120_000;

export interface OnHosts extends Omit<RemoteOrder, "key" | "version" | "onOneHost"> {
  /** A manager of the Swarm. */
  at: DockerAt;
  /** The image that its hosts have. */
  image: string;
  /** The stack whose brokers are loaded, on its own network; without it the load has a network of its own. */
  stack?: string | undefined;
}

/**
 * Runs a load whose workers are a job of a Swarm and whose coordinator is a container of its manager. Removes all of it, and before
 * that what a killed run has left there.
 *
 * @throws Problem when it can't begin; a worker or host that goes away later is part of the result
 */
export async function loadOnHosts(
  { at, image, stack, ...order }: OnHosts,
  { onBegin, signal, onSecond }: WorkersHooks & { onBegin?: () => void } = {},
): Promise<RemoteRun> {
  const nodes = usableOf(await nodesOf(at));
  const node = await docker(at, ["info", "--format", "{{.Swarm.NodeID}}"]);
  await removeAbandonedLoads(at, node);
  const name = `load-${randomBytes(4).toString("hex")}`;
  const network = stack === undefined ? name : `${stack}_default`;
  await using job = new LoadJob({ at, name, node, network });
  if (stack === undefined) await job.createNetwork();
  else await mustBeDeployed(at, stack, network);

  const key = randomBytes(KEY_BYTES).toString("hex");
  const coordinator = new Coordinator({ at, name, node, network }, image, onSecond);
  const onOneHost = Math.ceil(order.workers / Math.max(1, nodes.length));
  coordinator.tell({ kind: "order", ...order, key, onOneHost, version: codeVersion() });
  const stop = () => coordinator.tell({ kind: "stop sending" });
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const port = await coordinator.waitsForWorkers;
    onBegin?.();
    await job.start({
      image,
      count: order.workers,
      coordinator: { address: await coordinator.address(), port },
      key,
    });
    await Promise.race([coordinator.ended, begun(job, coordinator, image)]);
    return await coordinator.ended;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** Waits until all workers are there. @throws Problem with what their tasks say */
async function begun(job: LoadJob, coordinator: Coordinator, image: string): Promise<void> {
  const question = "all workers have connected to their coordinator";
  await until(question, { deadlineMs: STARTED_WITHIN_MS, everyMs: 1_000 }, async () => {
    if (coordinator.hasBegun) return done(true);
    const tasks = await job.tasks();
    const isFailing = tasks.some(({ Error: error }) => error !== "");
    const problem = isFailing ? whyNotStarted(image, tasks, await job.log()) : undefined;
    if (problem && !coordinator.hasBegun) throw problem;
    return notYet(tasks.map(({ Node, CurrentState }) => `${Node}: ${CurrentState}`).join(", "));
  });
}

/** @throws Problem where there is no stack of that name, or no container may join its network */
async function mustBeDeployed(at: DockerAt, stack: string, network: string): Promise<void> {
  const listed = await docker(at, [
    "network",
    "ls",
    "--filter",
    `name=${network}`,
    "--format",
    "{{.Name}} {{.Driver}}",
  ]);
  if (listed.split("\n").includes(`${network} overlay`)) return;
  throw new Problem({
    subject: `the stack ${stack} in the Swarm`,
    expected: "one that npm run deploy has deployed, or the URL of another broker: --url",
    seen: `no network ${network}`,
    remedy: "deploy it (npm run deploy), or name the one that is there: --stack NAME",
  });
}
