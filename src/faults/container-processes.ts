import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { FaultTools } from "../stack/fault-tools.ts";
import type { RunningService } from "../stack/running-service.ts";

/**
 * The processes of a container, by one of them. Never the host's own: a container that shares its processes with the host,
 * or one that can't be told from it, has none.
 */
export const FIND = `
of() {
  theirs=$(readlink "/proc/$1/ns/pid") && hosts=$(readlink /proc/self/ns/pid) || return 3
  [ -n "$theirs" ] && [ -n "$hosts" ] && [ "$theirs" != "$hosts" ] || return 3
  for folder in /proc/[0-9]*; do
    if [ "$(readlink "$folder/ns/pid" 2>/dev/null)" = "$theirs" ]; then echo "\${folder#/proc/}"; fi
  done
}
pids=$(of "$1") && [ -n "$pids" ] || { echo "the processes of the container of $1 can't be seen" >&2; exit 3; }
`;

const STAND_STILL = `${FIND}
for pid in $pids; do kill -STOP "$pid" 2>/dev/null || true; done
# Each of its threads has to be told, which takes a moment.
tries=50
until grep -q '^State:.T' "/proc/$1/status" || [ "$tries" -eq 0 ]; do tries=$((tries - 1)); sleep 0.1; done
grep '^State:' "/proc/$1/status"
date +%s%3N
`;

const GO_ON = `${FIND}
for pid in $pids; do kill -CONT "$pid" 2>/dev/null || true; done
date +%s%3N
`;

/** The server is the process that holds the most memory; what starts or watches it holds little. */
const KILL_SERVER = `${FIND}
server=$(for pid in $pids; do
  awk -v pid="$pid" '/^VmRSS:/ { print $2, pid }' "/proc/$pid/status" 2>/dev/null || true
done | sort -n | tail -n 1)
server=\${server#* }
name=$(cat "/proc/$server/comm")
kill -KILL "$server"
echo "$name"
`;

/**
 * Stops and kills processes of containers from outside. Not by the engine: what gets a signal from the engine counts as
 * stopped by hand, and is not started again.
 */
export class ContainerProcesses implements AsyncDisposable {
  readonly #tools: FaultTools;

  /** @throws Undetermined when this host does not have the tools, or refuses them the rights */
  static async open(stack: string): Promise<ContainerProcesses> {
    const capabilities = ["KILL", "SYS_PTRACE"];
    return new ContainerProcesses(await FaultTools.start({ stack, capabilities, hostProcesses: true }));
  }

  private constructor(tools: FaultTools) {
    this.#tools = tools;
  }

  /**
   * Has every process of a service stand still, as it is.
   * @returns since when, by the clock of the engine's host, in ms
   * @throws Undetermined when its first one goes on
   */
  async standStill(service: RunningService): Promise<number> {
    const printed = await this.#run(service, STAND_STILL);
    if (!/^State:\s+T/m.test(printed))
      throw new Undetermined(`${service.name} was to stand still and is ${printed || "gone"}`);
    return lastNumber(printed);
  }

  /** Has them go on. @returns since when, by the clock of the engine's host, in ms */
  async goOn(service: RunningService): Promise<number> {
    return lastNumber(await this.#run(service, GO_ON));
  }

  /** Ends the server of a service without a chance to tidy up. @returns the name of the process that was ended */
  killServer(service: RunningService): Promise<string> {
    return this.#run(service, KILL_SERVER);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#tools[Symbol.asyncDispose]();
  }

  async #run(service: RunningService, script: string): Promise<string> {
    const { pid } = await service.state();
    try {
      return await this.#tools.run("sh", "-c", script, "sh", String(pid));
    } catch (thrown) {
      const seen = messageOf(thrown).split("exited with").at(-1)?.trim();
      throw new Undetermined(`the processes of ${service.name} could not be reached from outside: ${seen}`, {
        cause: thrown,
      });
    }
  }
}

function lastNumber(printed: string): number {
  return Number(printed.trim().split("\n").at(-1));
}
