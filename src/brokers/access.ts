import type { Socket } from "node:net";
import type { HostPort, RunningService } from "../stack/running-service.ts";

/** Who logs in, and over what. */
export interface LoginAs {
  user: string;
  password: string;
  /** The certificate of the authority, for a login over TLS; without one it is plain. */
  ca?: string;
}

/** What a server lets its users do, seen against what is stated of them. */
export interface AskedRights {
  /** The service that was asked. */
  server: string;
  /** Users, rights and ways in that are there and not stated, each with what is: "user backup is there, allowed are ...". */
  beyond: readonly string[];
  /** What a user needs for its work and may not do: "producer may not XADD frames * frame x". */
  lacking: readonly string[];
  /** How many things were asked about. */
  looked: number;
}

/** What a variable of `.env` sets: a name is no secret, and a cookie is of letters and digits. */
export type CredentialKind = "password" | "user" | "cookie";

/** Whom a broker lets in, and how that is seen. Beside its own users it knows `producer` and `consumer`. */
export interface Access {
  /** The variables of `.env` that set the credentials of its own users. */
  readonly variables: Readonly<Record<string, CredentialKind>>;
  /** Its own users as these credentials set them. */
  usersOf(credentials: Readonly<Record<string, string>>): LoginAs[];
  /** The port at which a member takes a login. */
  portOf(member: RunningService): number;
  /** The port at which a node takes one over TLS. Where it is the other one as well, clients without TLS are let in there. */
  readonly tlsPort: number;
  /** Waits for what a node says before it speaks TLS; absent where TLS comes first. @throws Error where it offers none */
  beforeTls?(socket: Socket): Promise<void>;
  /** Logs in once. @throws the reason why it is not let in */
  logIn(at: HostPort, login: LoginAs): Promise<void>;
  /** What of its own users' logins is as delivered, though `.env` has been changed, each with what was seen. */
  keepingOld(node: RunningService): Promise<string[]>;
  /**
   * What the users of a member may do, all of them. Nothing is done: it is asked.
   * @param exporters as whose users they look
   */
  rightsOf(member: RunningService, exporters: readonly RunningService[]): Promise<AskedRights>;
  /**
   * Ways into a member that take no password, and logins of its own to the others that have none, each with what was seen.
   * Of one that credentials were set for.
   */
  withoutPassword(member: RunningService): Promise<string[]>;
  /** As a file of addresses names it, where a password is all that it takes. @param password as the file spells it */
  addressed?(at: HostPort, password: string): string;
}
