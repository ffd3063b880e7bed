import { z } from "zod";
import { Problem } from "../kernel/problem.ts";
import { partsOf, prefixIn, type UrlForm, type UrlParts } from "../stack/endpoint-url.ts";
import type { HostPort } from "../stack/running-service.ts";

/** Where a service is reached that someone has deployed, by the ports of its container, and what it is logged in with. */
interface Reached {
  addresses: Readonly<Record<number, HostPort>>;
  /** As the compose file's variables have it. */
  environment: Readonly<Record<string, string>>;
}

/** How a file of addresses describes a service. */
export type AddressEntry = z.ZodType<Reached>;

type Form = Omit<UrlForm, "subject" | "parameters">;

/** A URL that says where something is and not who asks: user and password have keys of their own. */
export function located<T>(form: Form, read: (parts: UrlParts, subject: string) => T) {
  return z.string().transform((text, context): T => {
    const subject = "the URL";
    try {
      const parts = partsOf(text, { ...form, subject });
      if (!parts.user && !parts.password) return read(parts, subject);
      context.addIssue("keep credentials out of the URL: user and password are keys of their own");
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      const { expected, seen, remedy } = thrown.parts;
      context.addIssue(`expected ${expected}, saw ${seen}; ${remedy}`);
    }
    return z.NEVER;
  });
}

/** Of an HTTP API, with the prefix of a proxy before its paths; a path that is one of the API's own stands for it. */
export function api(port: number, tls = port, ownPath = "") {
  return located({ scheme: "http", ports: { plain: port, tls } }, ({ at, path }): HostPort => {
    const prefix = prefixIn(path.endsWith(ownPath) ? path.slice(0, path.length - ownPath.length) : path);
    return prefix ? { ...at, prefix } : at;
  });
}

/** A user or password, which a variable of the environment may stand for. */
export const credential = z.string().min(1, "is empty: is the variable that it comes from set?");
