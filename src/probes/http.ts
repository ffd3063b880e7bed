import { z } from "zod";

const TIMEOUT_MS = 5_000;

/** The answer to a request. @throws Error with status and the start of the body when it is not 2xx */
export async function get(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
  if (response.ok) return response;
  const body = (await response.text()).slice(0, 200);
  throw new Error(`${init.method ?? "GET"} ${new URL(url).pathname} answered ${response.status}: ${body}`);
}

/**
 * The JSON of an answer, as the schema describes it. A field that is missing is an error, never a default: what was not
 * told was not seen.
 */
export async function readJson<T extends z.ZodType>(response: Response, schema: T): Promise<z.output<T>> {
  const parsed = schema.safeParse(await response.json());
  if (parsed.success) return parsed.data;
  const { pathname } = new URL(response.url);
  throw new Error(`${pathname} answered in another form than expected: ${z.prettifyError(parsed.error)}`);
}
