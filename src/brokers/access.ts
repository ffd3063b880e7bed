import type { HostPort, RunningService } from "../stack/running-service.ts";

/** Who logs in, and over what. */
export interface LoginAs {
  user: string;
  password: string;
  /** The certificate of the authority, for a login over TLS; without one it is plain. */
  ca?: string;
}

/** A user, and what was found out about it. */
export interface AskedRights {
  /** With its broker: "redis: producer". */
  user: string;
  allowed: readonly string[];
  needed: readonly string[];
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
  /** The port at which a node takes one over TLS. */
  readonly tlsPort: number;
  /** Logs in once. @throws the reason why it is not let in */
  logIn(at: HostPort, login: LoginAs): Promise<void>;
  /** What of its own users' logins is as delivered, though `.env` has been changed, each with what was seen. */
  keepingOld(node: RunningService): Promise<string[]>;
  /**
   * What its users may do. Nothing is done: it is asked.
   * @param exporters as whose users they look
   */
  rightsOf(node: RunningService, exporters: readonly RunningService[]): Promise<AskedRights[]>;
  /** As a file of addresses names it, where a password is all that it takes. @param password as the file spells it */
  addressed?(at: HostPort, password: string): string;
}
