import { Problem } from "../../kernel/problem.ts";
import { DeadlinePassed, done, notYet, until } from "../../kernel/wait.ts";
import { type DockerAt, docker } from "./docker-at.ts";
import { tasksOf } from "./services-of-swarm.ts";
import { SETTINGS, type StackFile } from "./stack-file.ts";

const RUNS_WITHIN_MS = 120_000;

/** A stack in a Swarm. */
interface Deployed {
  at: DockerAt;
  name: string;
}

/**
 * The services that run with other settings than a file gives them, in its order; new ones are not among them.
 * @param known the settings that each service of the stack carries, by its name in the Swarm
 */
export function changedServices(
  { file: { services } }: Pick<StackFile, "file">,
  stack: string,
  known: ReadonlyMap<string, string>,
): string[] {
  return Object.keys(services).filter((service) => {
    const settings = known.get(`${stack}_${service}`);
    return settings !== undefined && settings !== services[service]?.deploy.labels[SETTINGS];
  });
}

/** What `docker stack deploy` takes to change one service and leave the others as they are. */
export function fileOfOne({ file }: Pick<StackFile, "file">, service: string): Record<string, unknown> {
  return { ...file, services: { [service]: file.services[service] } };
}

/** Gives one service its settings of a file, and waits until a task with them runs. @throws Problem when none does */
export async function replaceService(
  { at, name }: Deployed,
  stack: Pick<StackFile, "file">,
  service: string,
): Promise<void> {
  const full = `${name}_${service}`;
  const [template, tasks] = [
    await templateOf(at, full),
    new Set((await tasksOf(at, full)).map(({ ID }) => ID)),
  ];
  const args = ["stack", "deploy", "--resolve-image", "never", "--compose-file", "-", name];
  await docker(at, args, JSON.stringify(fileOfOne(stack, service)));
  // What is no setting of its containers starts none anew.
  if ((await templateOf(at, full)) === template) return;
  try {
    await until(`${full} runs anew`, { deadlineMs: RUNS_WITHIN_MS, everyMs: 500 }, async () => {
      const rows = (await tasksOf(at, full)).filter(({ ID }) => !tasks.has(ID));
      const [newest] = rows;
      if (rows.some((row) => row.DesiredState === "Running" && row.CurrentState.startsWith("Running")))
        return done(undefined);
      return notYet(newest ? `${newest.CurrentState} ${newest.Error}`.trim() : "no new task yet");
    });
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    throw new Problem(
      {
        subject: full,
        expected: `a task with the new settings that runs within ${RUNS_WITHIN_MS / 1e3} s`,
        seen: thrown.lastAnswer,
        remedy: `look at its log: docker service logs ${full}; the services after it were left as they are`,
      },
      { cause: thrown },
    );
  }
}

function templateOf(at: DockerAt, service: string): Promise<string> {
  return docker(at, ["service", "inspect", "--format", "{{json .Spec.TaskTemplate}}", service]);
}
