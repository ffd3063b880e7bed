import { join } from "node:path";
import { Lab } from "../src/hosts/lab/lab.ts";
import type { DockerAt } from "../src/hosts/swarm/docker-at.ts";
import { Problem } from "../src/kernel/problem.ts";
import { ROOT } from "../src/stack/compose-file.ts";

/** A Swarm that a command works on. */
interface SwarmPlace {
  /** A manager of it. */
  at: DockerAt;
  /** Every engine of it that can be reached from here. */
  engines: readonly DockerAt[];
  /** The folder of its certificates. */
  certificates: string;
}

/**
 * The Swarm of `--context` or `--lab`.
 * @param command that was given them
 * @throws Problem when neither was given, or no host of the lab has power
 */
export function swarmPlace(
  command: string,
  { context, lab }: { context?: string | undefined; lab?: string | undefined },
): SwarmPlace {
  if (context) {
    const at = ["--context", context];
    return { at, engines: [at], certificates: join(ROOT, "tls") };
  }
  if (lab) {
    const of = Lab.of(lab);
    const engines = of.hosts.flatMap((host) =>
      of.isRunning(host) ? [["--host", `unix://${host.socket}`]] : [],
    );
    const [at] = engines;
    if (at) return { at, engines, certificates: join(of.folder, "tls") };
  }
  throw new Problem({
    subject: command,
    expected: "a Swarm to work on: --context NAME, or --lab NAME with a host that has power",
    seen: lab ? `no host of lab ${lab} has power` : "neither",
    remedy: "docker context ls shows the contexts; npm run hosts:lab -- up makes a lab",
  });
}
