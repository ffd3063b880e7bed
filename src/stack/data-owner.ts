import { type ComposeFile, readComposeFile, type Service } from "./compose-file.ts";
import { type Engine, engine } from "./engine.ts";
import { imageIdOf } from "./image-id.ts";
import { runOnce } from "./one-shot.ts";

/** A volume that its service cannot write: an image that numbers its users differently has written it. */
export interface ForeignVolume {
  service: string;
  /** "redis-data belongs to 100:101, and redis runs as 999:999". */
  seen: string;
  /** The command that helps, to be run where docker-compose.yml is. */
  remedy: string;
}

/** Those of a composed stack's data volumes that their services cannot write. Changes nothing. */
export async function foreignVolumes(
  project: string,
  file: ComposeFile = readComposeFile(),
): Promise<ForeignVolume[]> {
  const docker = await engine();
  const names = await volumesOf(docker, project);
  const mounts = Object.values(file.services).flatMap((service) =>
    service.volumes.flatMap(({ kind, source, target }) => {
      const name = kind === "volume" ? names.get(source) : undefined;
      return name ? [{ service, source, target, name }] : [];
    }),
  );
  const looked = mounts.map(async ({ service, source, target, name }): Promise<ForeignVolume[]> => {
    if (!(await imageIdOf(docker, service.image))) return [];
    const [owner, user] = await ownerAndUser(service, file.root, `${name}:${target}:nocopy`, target);
    return owner && user ? [foreignVolume({ service: service.name, source, target }, { owner, user })] : [];
  });
  return (await Promise.all(looked)).flat();
}

/** The real volumes of a project, by their names in the compose file. */
async function volumesOf(docker: Engine, project: string): Promise<Map<string, string>> {
  const label = `com.docker.compose.project=${project}`;
  const { Volumes } = await docker.listVolumes({ filters: { label: [label] } });
  return new Map(
    (Volumes ?? []).map(({ Name, Labels }) => [Labels?.["com.docker.compose.volume"] ?? "", Name]),
  );
}

/** Nothing for a volume that the service may write, whoever it belongs to. */
async function ownerAndUser(service: Service, root: string, bind: string, target: string): Promise<string[]> {
  const { exitCode, output } = await runOnce(service, root, ["sh", "-c", OWNER, "sh", target], [bind]);
  return exitCode === 0 ? output.trim().split("\n") : [];
}

/** Prints nothing for a folder that may be written; else whose it is, and then who asks: user and group by number. */
export const OWNER = '[ -w "$1" ] || { stat -c %u:%g "$1"; echo "$(id -u):$(id -g)"; }';

/** A volume that a service mounts and cannot write, with the command that gives it to the service. */
export function foreignVolume(
  { service, source, target }: { service: string; source: string; target: string },
  { owner, user }: { owner: string; user: string },
): ForeignVolume {
  const asRoot = "docker compose run --rm --no-deps --user 0 --cap-add CHOWN --cap-add DAC_OVERRIDE";
  return {
    service,
    seen: `${source} belongs to ${owner}, and ${service} runs as ${user}`,
    remedy: `${asRoot} --entrypoint chown ${service} -R ${user} ${target}`,
  };
}
