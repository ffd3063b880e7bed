import { readComposeFile, serviceOf } from "./compose-file.ts";
import { ReachedService } from "./reached-service.ts";
import type { HostPort } from "./running-service.ts";

/**
 * A delivered service for unit tests: there is no container, and it is reached where the test says.
 * @param environment in place of its own
 */
export function reachedAt(
  name: string,
  addresses: Readonly<Record<number, HostPort>> = {},
  environment?: Readonly<Record<string, string>>,
): ReachedService {
  const delivered = serviceOf(readComposeFile({ dotEnv: false }), name);
  return new ReachedService(
    environment ? { ...delivered, environment: { ...environment } } : delivered,
    addresses,
  );
}
