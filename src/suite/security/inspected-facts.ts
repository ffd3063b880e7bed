import { environmentOf } from "../../stack/environment-of.ts";
import { shared } from "./composed-facts.ts";
import type { ContainerFacts, MountFact, PublishedFact } from "./container-facts.ts";

/** What the engine has of a container, as `docker inspect` prints it, as far as it is about what the container has. */
export interface Inspected {
  Path?: string | undefined;
  Args?: readonly string[] | undefined;
  Config: {
    User: string;
    Env?: readonly string[] | null | undefined;
    Labels?: Readonly<Record<string, string>> | null | undefined;
  };
  HostConfig: {
    Privileged?: boolean | undefined;
    CapAdd?: unknown;
    CapDrop?: unknown;
    SecurityOpt?: unknown;
    NetworkMode?: string | undefined;
    PidMode?: string | undefined;
    IpcMode?: string | undefined;
    UTSMode?: string | undefined;
    UsernsMode?: string | undefined;
    Devices?: readonly { PathOnHost?: string }[] | null | undefined;
    DeviceCgroupRules?: unknown;
    GroupAdd?: unknown;
    Sysctls?: Readonly<Record<string, string>> | null | undefined;
    MaskedPaths?: readonly string[] | null | undefined;
  };
  Mounts: readonly {
    Type: string;
    Name?: string | undefined;
    Source: string;
    Destination: string;
    RW: boolean;
  }[];
  NetworkSettings: {
    Networks: Readonly<Record<string, unknown>>;
    Ports: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[] | null>>;
  };
}

/** Of a volume that has no name of its own: what an image declares as one, and the compose file leaves there. */
const ANONYMOUS = /^[0-9a-f]{64}$/;

/** What a container has that the engine has started. @param of its service, its project, and what its image sets */
export function factsOfInspected(
  { Config, HostConfig, Mounts, NetworkSettings, ...process }: Inspected,
  of: { service: string; project: string; imageEnv: readonly string[] },
): ContainerFacts {
  const { NetworkMode, PidMode, IpcMode, UTSMode, UsernsMode, MaskedPaths } = HostConfig;
  const isUnmasked = Array.isArray(MaskedPaths) && MaskedPaths.length === 0 && !HostConfig.Privileged;
  return {
    service: of.service,
    user: Config.User,
    isPrivileged: HostConfig.Privileged === true,
    capAdd: list(HostConfig.CapAdd),
    capDrop: list(HostConfig.CapDrop),
    securityOpt: [...list(HostConfig.SecurityOpt), ...(isUnmasked ? ["systempaths=unconfined"] : [])],
    // Whose control groups it sees is the engine's own default on an older kernel, and not asked here.
    namespaces: shared({
      network: NetworkMode,
      pid: PidMode,
      ipc: IpcMode,
      uts: UTSMode,
      user: UsernsMode,
    }),
    networks: Object.keys(NetworkSettings.Networks).filter(
      (network) => network !== `${of.project}_default` && network !== "host" && network !== "none",
    ),
    onNetworks: [],
    devices: [
      ...(HostConfig.Devices ?? []).map(({ PathOnHost = "" }) => PathOnHost),
      ...list(HostConfig.DeviceCgroupRules),
    ],
    groups: list(HostConfig.GroupAdd),
    sysctls: HostConfig.Sysctls ?? {},
    mounts: Mounts.filter(({ Name = "" }) => !ANONYMOUS.test(Name)).map((each) => mountOf(each, of.project)),
    published: Object.entries(NetworkSettings.Ports).flatMap(publishedAs),
    environment: environmentOf((Config.Env ?? []).filter((each) => !of.imageEnv.includes(each))),
    texts: {
      command: [process.Path, ...(process.Args ?? [])].join(" "),
      labels: JSON.stringify(Config.Labels ?? {}),
    },
  };
}

function mountOf(
  { Type, Name = "", Source, Destination, RW }: Inspected["Mounts"][number],
  project: string,
): MountFact {
  const source = Type === "volume" ? Name.replace(`${project}_`, "") : Source;
  return { kind: Type, source, target: Destination, isReadOnly: !RW };
}

function publishedAs([inside, bindings]: [
  string,
  readonly { HostIp: string; HostPort: string }[] | null,
]): PublishedFact[] {
  const [port = "", protocol = "tcp"] = inside.split("/");
  return (bindings ?? []).map(({ HostIp, HostPort }) => ({
    ...{ address: HostIp, hostPort: HostPort },
    ...{ port: Number(port), protocol },
  }));
}

/** The engine has null for a list without entries. */
function list(entries: unknown): string[] {
  return Array.isArray(entries) ? entries.map(String) : [];
}
