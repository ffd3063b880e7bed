import { GenericContainer, Wait } from "testcontainers";
import type { Service } from "./compose-file.ts";
import { bindMounts, healthCheck, placedVolumes } from "./container-options.ts";
import { runHostConfig, runOptions, startInterval } from "./run-options.ts";

/** What a container needs beyond its service: the network that stands for Compose's, and the labels of the run. */
export interface Surroundings {
  root: string;
  network: string;
  labels: Record<string, string>;
  /** The kind of container of a service that has one of its own, by its name. */
  kinds: ReadonlyMap<string, ContainerClass>;
  /** A port of the host for the next one that is published. */
  hostPort: () => Promise<number>;
  /** Real volumes, by their names in the compose file. */
  volumes: ReadonlyMap<string, string>;
  /** Told the container's id as soon as there is one, which may be before it fails to start. */
  onCreated: (id: string) => void;
}

/** A busy host takes its time; the library's own limit of 30 s has been passed by a node of RabbitMQ. */
const STARTS_WITHIN_MS = 120_000;

/** A kind of container that testcontainers has. */
export type ContainerClass = new (image: string) => GenericContainer;

/**
 * A container that is created as its service in the compose file says: image, user, command, environment, files,
 * capabilities, limits and health check. Two things differ so that runs do not meet: host ports are others (on the same
 * address), and volumes are anonymous unless one is placed.
 */
export function containerFor(service: Service, surroundings: Surroundings): GenericContainer {
  const container = new (asComposed(
    surroundings.kinds.get(service.name) ?? AnyContainer,
    service,
    surroundings,
  ))(service.image)
    .withNetworkMode(surroundings.network)
    .withLabels({ ...service.labels, ...surroundings.labels })
    .withBindMounts([
      ...bindMounts(service, surroundings.root),
      ...placedVolumes(service, surroundings.volumes),
    ])
    .withHealthCheck(healthCheck(service))
    .withStartupTimeout(STARTS_WITHIN_MS)
    .withDroppedCapabilities(...service.cap_drop)
    .withSecurityOpt(...service.security_opt);
  if (service.entrypoint) container.withEntrypoint(service.entrypoint);
  if (service.command) container.withCommand(service.command);
  if (service.user) container.withUser(service.user);
  if (service.hostname) container.withHostname(service.hostname);
  return container;
}

class AnyContainer extends GenericContainer {
  constructor(image: string) {
    super(image);
    this.withWaitStrategy(Wait.forListeningPorts());
  }
}

/** What testcontainers has no method for: the address of published ports, an environment and an alias without additions, limits. */
function asComposed(
  Base: ContainerClass,
  service: Service,
  { network, hostPort, onCreated }: Surroundings,
): ContainerClass {
  return class extends Base {
    protected override async beforeContainerCreated(): Promise<void> {
      Object.assign(this.createOpts, runOptions(service));
      Object.assign(this.hostConfig, runHostConfig(service));
      Object.assign(this.createOpts.Healthcheck ?? {}, startInterval(service));
      this.exposedPorts = service.ports.map(({ containerPort }) => containerPort);
      this.createOpts.ExposedPorts = {};
      this.hostConfig.PortBindings = {};
      for (const { containerPort, hostAddress } of service.ports) {
        this.createOpts.ExposedPorts[`${containerPort}/tcp`] = {};
        this.hostConfig.PortBindings[`${containerPort}/tcp`] = [
          { HostIp: hostAddress, HostPort: String(await hostPort()) },
        ];
      }
      this.createOpts.Env = Object.entries(service.environment).map(([name, value]) => `${name}=${value}`);
      this.createOpts.NetworkingConfig = { EndpointsConfig: { [network]: { Aliases: [service.name] } } };
    }

    protected override async containerCreated(id: string): Promise<void> {
      onCreated(id);
    }
  };
}
