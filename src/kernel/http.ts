import { Agent, type Dispatcher, errors, request } from "undici";
import type { z } from "zod";
import { messageOf } from "./problem.ts";
import { keepSecret } from "./secrets.ts";

const CONNECTING_MS = 3_000;
const WITHIN_MS = 5_000;
const LARGEST_BODY_BYTES = 64 * 2 ** 20;
const SHOWN_OF_BODY = 200;

/**
 * Never uses a proxy, whatever the environment says: the servers are on this host or near it. Trusts Node's authorities,
 * including NODE_EXTRA_CA_CERTS. Each request has a connection of its own, because the server may have restarted since the
 * last one.
 */
let dispatcher: Dispatcher = new Agent({
  connect: { timeout: CONNECTING_MS },
  headersTimeout: WITHIN_MS,
  bodyTimeout: WITHIN_MS,
  maxResponseSize: LARGEST_BODY_BYTES,
  pipelining: 0,
});

/** Sends every request through another dispatcher, for a time: one that answers by itself, in unit tests. */
export function answeredBy(other: Dispatcher): Disposable {
  const before = dispatcher;
  dispatcher = other;
  return {
    [Symbol.dispose]: () => {
      dispatcher = before;
    },
  };
}

export interface Asked {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Which statuses are an answer; all others are an error. Without it, 2xx. */
  takes?: (status: number) => boolean;
  withinMs?: number;
}

/** An answer with its whole body. */
export interface HttpAnswer {
  /** What was asked, without credentials and query: "GET http://127.0.0.1:9090/api/v1/query". */
  asked: string;
  status: number;
  contentType: string;
  body: string;
}

/** No answer, or another than was asked for. The message names method, address, status and the innermost cause. */
class HttpError extends Error {
  override readonly name = "HttpError";
  /** `undefined` where none came. */
  readonly status: number | undefined;

  constructor(message: string, { status, ...options }: { status?: number } & ErrorOptions = {}) {
    super(message, options);
    this.status = status;
  }
}

/**
 * Asks once: no redirect is followed, and nothing is tried again. User and password of the address go into the header.
 * @throws HttpError
 */
export async function get(address: string, options: Asked = {}): Promise<HttpAnswer> {
  const { method = "GET", headers = {}, body, takes = isGood, withinMs = WITHIN_MS } = options;
  const { url, login } = withoutLogin(address);
  const asked = `${method} ${url.origin}${url.pathname}`;
  const sent = { method, headers: { ...login, ...headers }, body: body ?? null, dispatcher };
  let answer: HttpAnswer;
  let location: string;
  try {
    const response = await request(url, { ...sent, signal: AbortSignal.timeout(withinMs) });
    location = String(response.headers.location ?? "");
    const contentType = String(response.headers["content-type"] ?? "none");
    answer = { asked, status: response.statusCode, contentType, body: await response.body.text() };
  } catch (thrown) {
    throw new HttpError(`${asked}: ${reasonOf(thrown, withinMs)}`, { cause: thrown });
  }
  if (takes(answer.status)) return answer;
  const told = location
    ? `, which names ${withoutLogin(new URL(location, url).href).url}`
    : shown(answer.body);
  throw new HttpError(`${asked} answered ${answer.status}${told}`, { status: answer.status });
}

/**
 * The JSON of an answer, as the schema describes it. A field that is missing is an error, never a default: what was not
 * answered was not observed.
 */
export async function readJson<T extends z.ZodType>(answer: HttpAnswer, schema: T): Promise<z.output<T>> {
  const parsed = schema.safeParse(jsonOf(answer));
  if (parsed.success) return parsed.data;
  throw new HttpError(`${answer.asked} answered in another form than expected: ${messageOf(parsed.error)}`);
}

function jsonOf({ asked, body, contentType }: HttpAnswer): unknown {
  try {
    return JSON.parse(body);
  } catch (thrown) {
    throw new HttpError(`${asked} answered with ${contentType}, expected JSON${shown(body)}`, {
      cause: thrown,
    });
  }
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

function shown(body: string): string {
  const start = body.trim().slice(0, SHOWN_OF_BODY);
  return start ? `: ${start}` : "";
}

function withoutLogin(address: string): { url: URL; login: Record<string, string> } {
  const url = new URL(address);
  if (!url.username && !url.password) return { url, login: {} };
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  keepSecret(password);
  url.username = "";
  url.password = "";
  return { url, login: basicLogin(user, password) };
}

/** The header that logs in. */
export function basicLogin(user: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

function reasonOf(thrown: unknown, withinMs: number): string {
  if (thrown instanceof Error && thrown.name === "TimeoutError") return `no answer within ${withinMs} ms`;
  if (thrown instanceof errors.ConnectTimeoutError)
    return `no connection within ${CONNECTING_MS} ms (ETIMEDOUT)`;
  if (thrown instanceof errors.HeadersTimeoutError || thrown instanceof errors.BodyTimeoutError)
    return `no answer within ${WITHIN_MS} ms`;
  if (thrown instanceof errors.ResponseExceededMaxSizeError)
    return `an answer of more than ${LARGEST_BODY_BYTES / 2 ** 20} MiB`;
  return messageOf(thrown);
}
