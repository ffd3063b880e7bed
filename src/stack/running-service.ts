import type { Service } from "./compose-file.ts";

/** What the engine says of a container: which process it is, so that a replaced one can be told from a surviving one. */
export interface ContainerState {
  running: boolean;
  paused: boolean;
  /** Process id on the engine's host; 0 when not running. */
  pid: number;
  /** ISO 8601, as the engine gives it. */
  startedAt: string;
  exitCode: number;
}

export interface HostPort {
  host: string;
  port: number;
  /** It speaks TLS; whose certificates are taken is Node's own list and what NODE_EXTRA_CA_CERTS adds to it. */
  isTls?: true;
  /** The authority of its certificate, as PEM text, where Node does not know it. */
  ca?: string;
  /** What stands before the paths of an HTTP API there: "/rabbit" behind a proxy. */
  prefix?: string;
}

/** What a command in a container printed, and how it ended. */
export interface CommandEnded {
  exitCode: number;
  output: string;
}

/** Where a broker is reached. */
export type Address = () => Promise<HostPort>;

/** A service that runs: in a container of this host, or somewhere that only its addresses tell. */
export interface RunningService {
  /** As the compose file describes it, with the credentials in force. */
  readonly service: Service;
  readonly name: string;
  /** Empty where it cannot be seen. */
  readonly imageId: string;
  /** The container's id, for what shares its network. */
  readonly id: string;
  /** The stack that it belongs to, for what has to go with it. */
  readonly stack: string;

  /** Where a client on this host reaches a port of the container. */
  address(containerPort: number): Promise<HostPort>;
  /** The base URL of an HTTP server in the container. */
  url(containerPort: number): Promise<string>;
  /** What a command inside printed, and how it ended. */
  run(command: string[]): Promise<CommandEnded>;
  /** Standard output of a command inside. @throws Error with its output when it exits with another code than 0 */
  exec(command: string[]): Promise<string>;
  state(): Promise<ContainerState>;
  /** The last five hundred lines that it printed, as often as it was started. */
  printed(): Promise<string[]>;
  /** Its address on the network of its stack. @throws Error when it has none, as when it does not run */
  networkAddress(): Promise<string>;
  signal(signal: "SIGKILL" | "SIGTERM" | "SIGHUP"): Promise<void>;
  start(): Promise<void>;
  /** Stops its processes where they are; connections stay open, and nothing is answered. */
  pause(): Promise<void>;
  unpause(): Promise<void>;
}
