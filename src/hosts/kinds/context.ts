import { execa } from "execa";
import { commandAt } from "../execution-context.ts";
import type { Kind, Workspace } from "../kind.ts";

/** Another engine answers at the usual socket: it has nothing of this stack. */
export const context: Kind = {
  id: "context",
  title: "An engine behind a docker context, with another at the usual socket",
  tasks: ["block0", "block1"],
  undetermined: [],
  async make(bench) {
    const { engine } = await bench.dockerHost();
    const user = await bench.user("docker");
    const workspace = {
      ...(await bench.userWorkspace(user, "broker-signoff")),
      namespaceOf: engine.namespaceOf,
    };
    await docker(workspace, "context", "create", "elsewhere", "--docker", `host=unix://${engine.socket}`);
    await docker(workspace, "context", "use", "elsewhere");
    return workspace;
  },
};

async function docker(workspace: Workspace, ...args: string[]): Promise<void> {
  const [file = "", ...rest] = commandAt(workspace, ["docker", ...args]);
  await execa(file, rest, { env: workspace.env, extendEnv: false });
}
