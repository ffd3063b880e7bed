import { join } from "node:path";
import { type ExecaError, execa } from "execa";
import { commandAt } from "../execution-context.ts";
import type { Bench, Kind, Workspace } from "../kind.ts";
import { NotMade } from "../not-made.ts";

/** A stack is in operation, and the next version of it is verified beside it. */
export const second: Kind = {
  id: "second",
  title: "A second checkout beside one whose stack is composed up",
  // Not block0/ports: the first one's stack holds them, and the second rightly says so.
  tasks: ["block1", "block2/policies", "rollback"],
  undetermined: [],
  async make(bench) {
    const first = await deployed(bench);
    const before = await containersOf(first);
    const workspace = await bench.rootWorkspace(join(bench.workshop.folderOf("second"), "broker-signoff"));
    return { ...workspace, deviations: async () => changed(before, await containersOf(first)) };
  },
};

/** A checkout whose stack runs. @throws NotMade when its ports are held by another */
async function deployed(bench: Bench): Promise<Workspace> {
  const first = await bench.rootWorkspace(join(bench.workshop.folderOf("first"), "broker-signoff"));
  await run(first, "npm", "run", "setup");
  const { name } = JSON.parse(await run(first, "docker", "compose", "config", "--format", "json")) as {
    name: string;
  };
  const label = `label=com.docker.compose.project=${name}`;
  if ((await run(first, "docker", "ps", "--all", "--quiet", "--filter", label)) !== "") {
    throw new NotMade(`a Compose project ${name} is deployed on this machine`);
  }
  bench.workshop.note({ kind: "project", name, folder: first.folder });
  await run(first, "docker", "compose", "up", "--detach", "--wait").catch((thrown: ExecaError) => {
    const [line] =
      /.*(?:port is already allocated|address already in use|is already in use by container).*/.exec(
        String(thrown.stderr),
      ) ?? [];
    throw line ? new NotMade(`the first checkout can't be deployed: ${line.trim()}`) : thrown;
  });
  return first;
}

/** Each container's name, id, start and number of restarts. */
async function containersOf(first: Workspace): Promise<string[]> {
  const ids = (await run(first, "docker", "compose", "ps", "--all", "--quiet")).split("\n").filter(Boolean);
  const format = "{{.Name}} {{.Id}} {{.State.Status}} since {{.State.StartedAt}}, {{.RestartCount}} restarts";
  return (await run(first, "docker", "inspect", "--format", format, ...ids)).split("\n").sort();
}

/** How the first one's containers differ from before. */
export function changed(before: readonly string[], after: readonly string[]): string[] {
  if (before.length === 0) return ["the first checkout had no container"];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `gone from the first checkout: ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `new in the first checkout: ${line}`),
  ];
}

async function run(workspace: Workspace, ...command: string[]): Promise<string> {
  const [file = "", ...args] = commandAt(workspace, command);
  return (await execa(file, args, { env: workspace.env, extendEnv: false, stdin: "ignore" })).stdout;
}
