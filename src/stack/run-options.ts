import { bytesOf } from "../kernel/byte-size.ts";
import type { Service } from "./compose-file.ts";
import type { Engine } from "./engine.ts";
import { milliseconds, type runKeys } from "./run-keys.ts";

type RunKeys = Pick<Service, keyof typeof runKeys>;
type CreateOptions = Parameters<Engine["createContainer"]>[0];
type HostConfig = NonNullable<CreateOptions["HostConfig"]>;

const NS_PER_MS = 1e6;

/** How often the health is looked at while a container starts, in ns; the library has no word for it. */
export function startInterval({ healthcheck }: Pick<Service, "healthcheck">): { StartInterval?: number } {
  const { start_interval: every } = healthcheck;
  return every === undefined ? {} : { StartInterval: milliseconds(every) * NS_PER_MS };
}

/** What the engine is asked for beside what the image has, of {@link runKeys}. */
export function runOptions(service: RunKeys): CreateOptions {
  const { stop_signal, stop_grace_period, working_dir } = service;
  return given({
    StopSignal: stop_signal,
    // The engine counts in whole seconds; so does Compose.
    StopTimeout:
      stop_grace_period === undefined ? undefined : Math.ceil(milliseconds(stop_grace_period) / 1e3),
    WorkingDir: working_dir,
  });
}

/** The same, of what its host grants the container. */
export function runHostConfig(service: RunKeys): HostConfig {
  const { limits = {}, reservations = {} } = service.deploy?.resources ?? {};
  const cpus = limits.cpus ?? service.cpus;
  return given({
    Init: service.init,
    LogConfig: service.logging && { Type: service.logging.driver, Config: service.logging.options },
    ReadonlyRootfs: service.read_only,
    ShmSize: bytes(service.shm_size),
    Memory: bytes(limits.memory ?? service.mem_limit),
    MemoryReservation: bytes(reservations.memory ?? service.mem_reservation),
    MemorySwap: bytes(service.memswap_limit),
    NanoCpus: cpus === undefined ? undefined : Math.round(Number(cpus) * 1e9),
    CpuShares: service.cpu_shares,
    CpusetCpus: service.cpuset,
    PidsLimit: limits.pids ?? service.pids_limit,
    OomScoreAdj: service.oom_score_adj,
    Ulimits: service.ulimits && Object.entries(service.ulimits).map(ulimit),
  });
}

function bytes(written: number | string | undefined): number | undefined {
  return written === undefined ? undefined : bytesOf(written);
}

function ulimit([name, limit]: [string, number | { soft: number; hard: number }]) {
  const { soft, hard } = typeof limit === "number" ? { soft: limit, hard: limit } : limit;
  return { Name: name, Soft: soft, Hard: hard };
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without what the service does not say: the engine's own default holds. */
function given<T extends object>(options: T): Given<T> {
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as Given<T>;
}
