import { execa } from "execa";
import { handOver } from "../hosts/lab/lab-disk.ts";
import type { DockerAt } from "../hosts/swarm/docker-at.ts";
import type { Progress } from "../kernel/steps.ts";

/** Hands an image of this machine's engine to those engines that do not have it yet, one after the other. */
export async function handToHosts(
  image: string,
  engines: readonly DockerAt[],
  progress: Progress,
): Promise<void> {
  for (const at of engines) {
    const { failed } = await execa("docker", [...at, "image", "inspect", image], {
      reject: false,
      stdin: "ignore",
    });
    if (!failed) continue;
    progress(`handing ${image} to ${at.at(-1)}`);
    await handOver([image], at, progress);
  }
}
