/** Something of the host, or a volume, that a container has in its file system. */
export interface MountFact {
  /** As the engine calls it: "bind" of the host, "volume", "tmpfs". */
  kind: string;
  /** Of the host, absolute; of a volume its name in the compose file. */
  source: string;
  target: string;
  isReadOnly: boolean;
}

/** A port of a container that clients reach on an address of the host. */
export interface PublishedFact {
  /** Empty for every address. */
  address: string;
  hostPort: string;
  port: number;
  protocol: string;
}

/** What a container has of its host and its stack, as its compose file or the engine says it: the same in both. */
export interface ContainerFacts {
  service: string;
  /** Absent where only its image says it. */
  user?: string;
  isPrivileged: boolean;
  capAdd: readonly string[];
  capDrop: readonly string[];
  securityOpt: readonly string[];
  /** Namespaces that are not its own, by kind: "pid" of "host". */
  namespaces: Readonly<Record<string, string>>;
  /** Networks beyond that of the stack. */
  networks: readonly string[];
  /** What it is given on networks beside being there, such as names and addresses; the engine gives each some, and tells none. */
  onNetworks: readonly string[];
  devices: readonly string[];
  /** Groups beside that of its user. */
  groups: readonly string[];
  /** By name, with what each is set to. */
  sysctls: Readonly<Record<string, string>>;
  mounts: readonly MountFact[];
  published: readonly PublishedFact[];
  /** What it is given beside what its image has. */
  environment: Readonly<Record<string, string>>;
  /** Other texts that somebody on the host reads, by what they are: its command, its labels. */
  texts: Readonly<Record<string, string>>;
}
