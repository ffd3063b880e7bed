import { resolve } from "node:path";
import { currentRun, labelsOf } from "../kernel/run-identity.ts";
import type { Service } from "./compose-file.ts";
import { engine } from "./engine.ts";

/** What a program printed, on both its outputs, and how it ended. */
export interface Ended {
  exitCode: number;
  output: string;
}

/**
 * Runs another program in a container of a service's image, with its files and user, and waits for its end. It has no
 * network and no ports; nothing of it is left.
 * @param volumes further mounts, as `NAME:TARGET`
 */
export async function runOnce(
  service: Service,
  root: string,
  command: readonly string[],
  volumes: readonly string[] = [],
): Promise<Ended> {
  const docker = await engine();
  const container = await docker.createContainer({
    ...containedLike(service, root, volumes),
    Entrypoint: [...command],
    Labels: labelsOf(currentRun()),
  });
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    const output = (await container.logs({ stdout: true, stderr: true })) as unknown as Buffer;
    return { exitCode: StatusCode, output: output.toString("utf8").replaceAll("\r\n", "\n") };
  } finally {
    await container.remove({ force: true, v: true });
  }
}

/** A container with a service's image, user and files, which it can only read, and with no more rights and no network. */
export function containedLike(
  service: Pick<Service, "image" | "user" | "volumes" | "cap_drop" | "security_opt">,
  root: string,
  volumes: readonly string[] = [],
) {
  const files = service.volumes.filter(({ kind }) => kind === "bind");
  return {
    Image: service.image,
    ...(service.user ? { User: service.user } : {}),
    Cmd: [],
    // Both outputs as one text.
    Tty: true,
    HostConfig: {
      Binds: [...files.map(({ source, target }) => `${resolve(root, source)}:${target}:ro`), ...volumes],
      NetworkMode: "none",
      CapDrop: service.cap_drop,
      SecurityOpt: service.security_opt,
    },
  };
}
