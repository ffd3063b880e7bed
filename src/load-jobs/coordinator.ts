import type { Readable, Writable } from "node:stream";
import { type ExecaError, execa } from "execa";
import { docker } from "../hosts/swarm/docker-at.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import type { LoadResult } from "../traffic/load-result.ts";
import type { FromCoordinator, ToCoordinator } from "../traffic/workers/coordinator-messages.ts";
import { lineOf, onMessages } from "../traffic/workers/lines.ts";
import type { WorkersSecond } from "../traffic/workers/workers-run.ts";
import { coordinatorOf, type JobParts, LABEL } from "./load-job.ts";

const COORDINATOR = "src/traffic/workers/coordinator-process.ts";

/** What a load on several hosts came to. */
export interface RemoteRun {
  result: LoadResult;
  /** The raw figures, by the names of their files. */
  files: Readonly<Record<string, string>>;
}

/** The coordinator of a load, as a container of the Swarm's manager; it ends with this process. */
export class Coordinator {
  /** Resolves with the port that workers connect to, once nothing is in the way of the load. */
  readonly waitsForWorkers: Promise<number>;
  /** @throws Problem, or Undetermined, as the coordinator has it */
  readonly ended: Promise<RemoteRun>;
  /** Whether the load has begun: all workers are there. */
  hasBegun = false;
  readonly #parts: JobParts;
  readonly #input: Writable;

  constructor(parts: JobParts, image: string, onSecond: ((second: WorkersSecond) => void) | undefined) {
    this.#parts = parts;
    const { at, name, node, network } = parts;
    const options = ["--rm", "--interactive", "--name", coordinatorOf(name), "--label", `${LABEL}=${node}`];
    const command = ["run", ...options, "--network", network, "--cap-drop", "ALL", image, COORDINATOR];
    // In a group of its own: Ctrl-C is told to the coordinator, and does not end it.
    const running = execa("docker", [...at, ...command], {
      detached: true,
      stdin: "pipe",
      buffer: { stdout: false },
    });
    this.#input = running.stdin;
    this.#input.on("error", () => undefined);
    const port = Promise.withResolvers<number>();
    this.waitsForWorkers = port.promise;
    this.ended = heardFrom(running.stdout, running, {
      onPort: port.resolve,
      onSecond: (second) => {
        this.hasBegun = true;
        onSecond?.(second);
      },
    });
    this.ended.catch(port.reject);
    port.promise.catch(() => undefined);
  }

  tell(message: ToCoordinator): void {
    this.#input.write(lineOf(message));
  }

  /** Where it is on the network of the load. */
  async address(): Promise<string> {
    const { at, name, network } = this.#parts;
    const format = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`;
    return docker(at, ["inspect", "--format", format, coordinatorOf(name)]);
  }
}

interface Hooks {
  onPort: (port: number) => void;
  onSecond: (second: WorkersSecond) => void;
}

async function heardFrom(output: Readable, process: PromiseLike<unknown>, hooks: Hooks): Promise<RemoteRun> {
  const files: Record<string, string> = {};
  let last: Extract<FromCoordinator, { kind: "ended" | "failed" }> | undefined;
  onMessages<FromCoordinator>(output, (message) => {
    if (message.kind === "waits for workers") hooks.onPort(message.port);
    else if (message.kind === "second") hooks.onSecond(message.second);
    else if (message.kind === "file") files[message.name] = message.text;
    else last = message;
  });
  let words = "";
  try {
    await process;
  } catch (thrown) {
    const { stderr, shortMessage } = thrown as ExecaError;
    words = String(stderr || shortMessage).trim();
  }
  if (last?.kind === "ended") return { result: last.result, files };
  if (last?.isUndetermined) throw new Undetermined(last.problem.seen);
  throw new Problem(
    last?.problem ?? {
      subject: "the coordinator of the load",
      expected: "it to run to the end of the load, in a container of the Swarm's manager",
      seen: messageOf(words.split("\n").slice(-4).join("\n    ") || "it ended and said nothing"),
      remedy: "fix what the lines name, then run this again",
    },
  );
}
