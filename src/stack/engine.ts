import { getContainerRuntimeClient } from "testcontainers";

/** The Docker Engine's own API client (dockerode), for what testcontainers does not offer: kill, pause, labels. */
export async function engine() {
  // Our own sweep by label replaces the reaper container, whose image an air-gapped host cannot have.
  process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
  // Ports are published on the loopback address. Left to itself, testcontainers takes a host that was once made from a
  // container image for a container, and looks for the ports on the bridge.
  process.env.TESTCONTAINERS_HOST_OVERRIDE ??= "127.0.0.1";
  return (await getContainerRuntimeClient()).container.dockerode;
}

export type Engine = Awaited<ReturnType<typeof engine>>;
