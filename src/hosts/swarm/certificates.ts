import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { ROOT } from "../../stack/compose-file.ts";
import type { DockerAt } from "./docker-at.ts";
import { nodesOf } from "./members-of-swarm.ts";

/** Makes an authority and a certificate for the brokers, where there are none yet: for the hosts' names and addresses, too. */
export async function certificatesIn(folder: string, at: DockerAt): Promise<void> {
  if (existsSync(join(folder, "server.crt"))) return;
  const names = (await nodesOf(at)).flatMap(({ hostname, address }) => [`DNS:${hostname}`, `IP:${address}`]);
  const script = join(ROOT, "config/tls/make-certificates.sh");
  await execa("sh", [script, folder, ...names], { stdin: "ignore" });
}
