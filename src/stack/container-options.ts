import { resolve } from "node:path";
import type { Service } from "./compose-file.ts";
import { milliseconds } from "./run-keys.ts";

/** The folders and files of the host that a service mounts. @param root what relative paths are below */
export function bindMounts(service: Pick<Service, "volumes">, root: string) {
  return service.volumes
    .filter(({ kind }) => kind === "bind")
    .map(({ source, target, readOnly }) => ({
      source: resolve(root, source),
      target,
      mode: readOnly ? ("ro" as const) : ("rw" as const),
    }));
}

/** The real volumes in place of those of the compose file. @param volumes by their names there; others stay anonymous */
export function placedVolumes(service: Pick<Service, "volumes">, volumes: ReadonlyMap<string, string>) {
  return service.volumes.flatMap(({ kind, source, target }) => {
    const placed = kind === "volume" ? volumes.get(source) : undefined;
    return placed ? [{ source: placed, target, mode: "rw" as const }] : [];
  });
}

/** A service's health check, with times in ms. @throws Error for a time that is written otherwise than 500ms, 5s or 1m30s */
export function healthCheck({ healthcheck }: Pick<Service, "healthcheck">) {
  return {
    test: healthcheck.test,
    interval: milliseconds(healthcheck.interval),
    timeout: milliseconds(healthcheck.timeout),
    retries: healthcheck.retries,
    startPeriod: milliseconds(healthcheck.start_period),
  };
}
