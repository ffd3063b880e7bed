import { getContainerRuntimeClient } from "testcontainers";

/** The Docker Engine's own API client (dockerode), for what testcontainers does not offer: kill, pause, labels. */
export async function engine() {
  // Our own sweep by label replaces the reaper container, whose image an air-gapped host cannot have.
  process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
  return (await getContainerRuntimeClient()).container.dockerode;
}

export type Engine = Awaited<ReturnType<typeof engine>>;
