import { requireUserNamespaces, startRootlessEngine } from "../engines.ts";
import type { Kind } from "../kind.ts";
import { ONE_DRILL, ONE_DRILL_EXPLAINED } from "./one-drill.ts";

/** The engine runs as its user: no address of its networks is one of the host. */
export const rootless: Kind = {
  id: "rootless",
  title: "A rootless engine, images pulled",
  tasks: ["block0", "block1", "block2", "block3/alerts", "overall/security"],
  undetermined: ONE_DRILL_EXPLAINED,
  env: ONE_DRILL,
  async make(bench) {
    const user = await bench.user();
    await requireUserNamespaces(user);
    const engine = await startRootlessEngine(bench.workshop, {
      name: "rootless",
      user,
      registry: await bench.registry(),
    });
    const workspace = await bench.userWorkspace(user, "broker-signoff");
    const { namespaceOf, socket } = engine;
    return { ...workspace, namespaceOf, env: { ...workspace.env, DOCKER_HOST: `unix://${socket}` } };
  },
};
