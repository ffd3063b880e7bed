import { Problem } from "../kernel/problem.ts";
import { keepSecret } from "../kernel/secrets.ts";
import type { HostPort } from "./running-service.ts";

/** What a URL may be, as a message says it. */
export interface UrlForm {
  /** What the URL is of: "the URL of redis". */
  subject: string;
  /** The scheme; with "s" behind it, over TLS. */
  scheme: string;
  /** Where the URL names none. */
  ports: { plain: number; tls: number };
  /** Names of the parameters that mean something behind "?"; none without it. */
  parameters?: readonly string[] | "any";
}

/** The parts of a URL, decoded. Nothing that it says is left out. */
export interface UrlParts {
  at: HostPort;
  user: string;
  password: string;
  /** As it is written, with what is percent-encoded; "" where there is none. */
  path: string;
  parameters: Readonly<Record<string, string>>;
}

/**
 * Takes a URL apart, of which every part has to mean something.
 * @throws Problem that names the part; it does not repeat the URL, which may hold a password
 */
export function partsOf(text: string, form: UrlForm): UrlParts {
  const { subject, scheme, ports } = form;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isTls = url?.protocol === `${scheme}s:`;
  if (!url || !(isTls || url.protocol === `${scheme}:`) || url.hostname === "") {
    throw new Problem({
      subject,
      expected: `${scheme}://host:port, or ${scheme}s:// over TLS`,
      seen: seenInstead(text, url, scheme),
      remedy: `write it as ${scheme}://host:port; what is special in a part, such as / # @ : %, is percent-encoded there`,
    });
  }
  const password = decoded(url.password, "password", subject);
  keepSecret(password);
  if (/#/.test(text))
    throw refused(
      subject,
      "nothing behind #",
      "some",
      "percent-encode a # that belongs to a name or password as %23",
    );
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = portIn(text, subject) ?? (isTls ? ports.tls : ports.plain);
  return {
    at: { host, port, ...(isTls ? { isTls } : {}) },
    user: decoded(url.username, "user", subject),
    password,
    path: url.pathname,
    parameters: parametersOf(url, form),
  };
}

/** A part of a URL that means nothing here, or nothing at all. @param part what is expected of it */
export function refused(subject: string, part: string, seen: string, remedy: string): Problem {
  return new Problem({ subject, expected: part, seen, remedy });
}

/** @throws Problem when it is not percent-encoded as it should be */
function decoded(text: string, part: string, subject: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refused(
      subject,
      `a ${part} that is percent-encoded`,
      "a % without two digits of a character behind it",
      "write % as %25",
    );
  }
}

function seenInstead(text: string, url: URL | undefined, scheme: string): string {
  // What looks like host:port is a scheme to the parser.
  const isOurs = [`${scheme}:`, `${scheme}s:`].includes(url?.protocol ?? "");
  if (url) return isOurs ? "no host in it" : `one that starts with ${url.protocol}`;
  return /:\d{5,}([/?#]|$)/.test(text)
    ? "a port above 65535, or something that is no URL"
    : "something that is no URL";
}

/** As it is written: the standard parser leaves out a port that is the usual one of its scheme. */
function portIn(text: string, subject: string): number | undefined {
  const [, authority = ""] = /^[^:]+:\/\/([^/?#]*)/.exec(text) ?? [];
  const [, port] = /:(\d+)$/.exec(authority.slice(authority.lastIndexOf("@") + 1)) ?? [];
  if (port === undefined) return undefined;
  if (Number(port) > 0) return Number(port);
  throw refused(subject, "a port from 1 to 65535", "0", "name the port, or leave it out for the usual one");
}

function parametersOf(url: URL, { subject, parameters = [] }: UrlForm): Record<string, string> {
  if (parameters === "any") return Object.fromEntries(url.searchParams);
  const known = parameters.length > 0 ? `parameters ${parameters.join(", ")}` : "no parameters behind ?";
  const remedy = "take it out of the URL; percent-encode a ? that belongs to a name as %3F";
  const found: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (!parameters.includes(name)) throw refused(subject, known, name || "one without a name", remedy);
    if (name in found) throw refused(subject, `${name} once`, "twice", "take one of them out");
    if (value === "") throw refused(subject, `a value of ${name}`, "none", `write ?${name}=NAME`);
    found[name] = value;
  }
  if (!url.href.includes("?") || Object.keys(found).length > 0) return found;
  throw refused(subject, known, "none behind ?", remedy);
}

/** The database that the path of a Redis URL names: 0 for none. @throws Problem for any other path */
export function databaseIn(path: string, subject: string): number {
  const [, digits = ""] = /^\/?(\d{0,5})$/.exec(path) ?? [undefined, "x"];
  if (digits !== "x") return Number(digits);
  throw refused(
    subject,
    "a database number as its path, such as /1",
    path,
    "write the number, or no path for database 0; a stream is named by ?stream=NAME",
  );
}

/**
 * The virtual host that the path of an AMQP URL names, as RabbitMQ reads it: "/" for no path.
 * @throws Problem for a path that names none, or more than one
 */
export function virtualHostIn(path: string, subject: string): string {
  if (path === "") return "/";
  const name = path.slice(1);
  const remedy = "write no path, or /%2F, for the virtual host /; percent-encode a / in a name as %2F";
  if (name === "")
    throw refused(
      subject,
      "a virtual host behind the /",
      "none, which AMQP takes for one with an empty name",
      remedy,
    );
  if (name.includes("/")) throw refused(subject, "one virtual host as its path", `${path}`, remedy);
  return decoded(name, "virtual host", subject);
}

/** The prefix that a path puts before those of an HTTP API: "/rabbit" of "/rabbit/". */
export function prefixIn(path: string): string {
  return path.replace(/\/+$/, "");
}

/**
 * An address that is asked as it is written, over HTTP or with TLS.
 * @throws Problem for anything else, by the part; it does not repeat a credential
 */
export function mustBeHttp(text: string, subject: string): void {
  partsOf(text, { subject, scheme: "http", ports: { plain: 80, tls: 443 }, parameters: "any" });
}
