const TIMEOUT_MS = 5_000;

/** The answer to a GET. @throws Error with status and the start of the body when it is not 2xx */
export async function get(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
  if (response.ok) return response;
  const body = (await response.text()).slice(0, 200);
  throw new Error(`${init.method ?? "GET"} ${new URL(url).pathname} answered ${response.status}: ${body}`);
}
