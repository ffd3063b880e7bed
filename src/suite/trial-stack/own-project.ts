import { Undetermined } from "../../kernel/undetermined.ts";
import { type ComposeProject, compose } from "../../stack/compose-cli.ts";

interface Named {
  name?: string;
  external?: boolean;
  labels?: Record<string, string>;
}

/** What `docker compose config` prints, as far as it could reach beyond the project. */
export interface Resolved {
  name: string;
  services: Record<string, { container_name?: string; labels?: Record<string, string> }>;
  volumes?: Record<string, Named>;
  networks?: Record<string, Named>;
}

/**
 * Looks whether everything that Compose would start belongs to a run, before it starts anything: the project, the labels
 * that it is removed by, containers, volumes and networks.
 * @param expected.isAsDelivered its containers have the delivered names
 * @throws Undetermined that names what would reach beyond it
 */
export async function mustBeItsOwn(
  project: ComposeProject & { name: string },
  expected: { labels: Readonly<Record<string, string>>; isAsDelivered: boolean },
): Promise<void> {
  const resolved = await compose({ ...project, profiles: ["*"] }, ["config", "--format", "json"]);
  const found = beyond(JSON.parse(resolved) as Resolved, project.name, expected);
  if (found.length === 0) return;
  throw new Undetermined(`the trial stack would reach beyond itself: ${found.join("; ")}`);
}

/** What of a resolved project reaches beyond it, each in words; nothing for one that is by itself. */
export function beyond(
  { name, services, volumes = {}, networks = {} }: Resolved,
  project: string,
  { labels, isAsDelivered }: { labels: Readonly<Record<string, string>>; isAsDelivered: boolean },
): string[] {
  const isLabelled = (given: Record<string, string> = {}) =>
    Object.entries(labels).every(([label, value]) => given[label] === value);
  return [
    ...(name === project ? [] : [`its project would be ${name}`]),
    ...Object.entries(services).flatMap(([service, { container_name = "", labels: given }]) => [
      ...(isLabelled(given) ? [] : [`${service} lacks the labels of the run`]),
      ...(isAsDelivered || container_name.endsWith(project)
        ? []
        : [`${service} would be called ${container_name}`]),
    ]),
    ...[...Object.entries(volumes), ...Object.entries(networks)].flatMap(
      ([key, { name: real = "", external, labels: given }]) => [
        ...(external ? [`${key} is not its own`] : []),
        ...(real.startsWith(`${project}_`) ? [] : [`${key} would be ${real}`]),
        ...(isLabelled(given) ? [] : [`${key} lacks the labels of the run`]),
      ],
    ),
  ];
}
