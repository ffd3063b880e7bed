import { execa } from "execa";
import type { WorkshopEngine } from "../engines.ts";
import type { Kind } from "../kind.ts";
import { ONE_DRILL, ONE_DRILL_EXPLAINED } from "./one-drill.ts";

/** Images that no registry has: a stack that pulls builds only these. */
const MAY_BE_BUILT = /^broker-signoff\/(rtsp-capture|fault-tools)$/;

/** The most common kind: the engine pulls, and the user is not root. */
export const dockerGroup: Kind = {
  id: "docker-group",
  title: "A user of group docker, images pulled",
  tasks: ["block0", "block1", "block2", "block3/alerts", "rollback"],
  undetermined: ONE_DRILL_EXPLAINED,
  env: ONE_DRILL,
  async make(bench) {
    const { engine, user } = await bench.dockerHost();
    return {
      ...(await bench.userWorkspace(user, "broker-signoff")),
      namespaceOf: engine.namespaceOf,
      binds: [{ from: engine.socket, over: "/run/docker.sock" }],
      deviations: () => needlesslyBuilt(engine),
    };
  },
};

async function needlesslyBuilt({ socket }: WorkshopEngine): Promise<string[]> {
  const { stdout } = await execa("docker", [
    "--host",
    `unix://${socket}`,
    "images",
    "--format",
    "{{.Repository}}",
  ]);
  return couldBePulled(stdout.split("\n"));
}

/** Images that were built although a registry has them. @param repositories of all images that an engine has */
export function couldBePulled(repositories: readonly string[]): string[] {
  return repositories
    .filter((image) => image.startsWith("broker-signoff/") && !MAY_BE_BUILT.test(image))
    .map((image) => `${image} was built, and could be pulled`);
}
