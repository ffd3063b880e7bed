import { type DockerAt, docker, dockerRows } from "./docker-at.ts";

/** A task as docker stack ps tells it. */
export interface TaskRow {
  ID: string;
  Name: string;
  Node: string;
  Error: string;
}

/** A task as docker service ps tells it. */
export interface ServiceTask extends TaskRow {
  DesiredState: string;
  CurrentState: string;
}

/** Every task of a service, newest first, as far as the Swarm knows. @param service its name in the Swarm */
export function tasksOf(at: DockerAt, service: string): Promise<ServiceTask[]> {
  return dockerRows<ServiceTask>(at, "service", "ps", "--no-trunc", "--format", "{{json .}}", service);
}

/** What each service of a stack carries as that label, by its name in the Swarm; "" for one without it. */
export async function labelsOf(at: DockerAt, stack: string, label: string): Promise<Map<string, string>> {
  const filter = ["--filter", `label=com.docker.stack.namespace=${stack}`];
  const ids = (await docker(at, ["service", "ls", ...filter, "--quiet"])).split("\n").filter(Boolean);
  if (ids.length === 0) return new Map();
  const format = `{{.Spec.Name}} {{index .Spec.Labels "${label}"}}`;
  const rows = await docker(at, ["service", "inspect", "--format", format, ...ids]);
  return new Map(
    rows.split("\n").map((row) => {
      const [service = "", value = ""] = row.trim().split(" ");
      return [service, value];
    }),
  );
}
