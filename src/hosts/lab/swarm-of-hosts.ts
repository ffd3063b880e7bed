import { execa } from "execa";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { LabHost } from "./lab-host.ts";

/** Joins the hosts as a Swarm in which each is a manager, and waits until all are ready. */
export async function formSwarm(hosts: readonly LabHost[]): Promise<void> {
  const [first, ...others] = hosts;
  if (!first) return;
  await docker(first, "swarm", "init", "--advertise-addr", first.address);
  const token = await docker(first, "swarm", "join-token", "--quiet", "manager");
  for (const host of others) {
    await docker(
      host,
      ...["swarm", "join", "--advertise-addr", host.address],
      ...["--token", token, `${first.address}:2377`],
    );
  }
  await until("all hosts are ready in the Swarm", { deadlineMs: 30_000, everyMs: 200 }, async () => {
    const listed = await docker(
      first,
      "node",
      "ls",
      "--format",
      "{{.Hostname}} {{.Status}} {{.ManagerStatus}}",
    );
    const ready = listed.split("\n").filter((line) => / Ready (Leader|Reachable)$/.test(line));
    return ready.length === hosts.length ? done(true) : notYet(listed);
  });
}

async function docker({ socket }: LabHost, ...args: string[]): Promise<string> {
  const { stdout } = await execa("docker", ["--host", `unix://${socket}`, ...args], { stdin: "ignore" });
  return stdout.trim();
}
