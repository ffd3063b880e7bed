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
  const binds = service.volumes.filter(({ kind }) => kind === "bind");
  const container = await docker.createContainer({
    Image: service.image,
    ...(service.user ? { User: service.user } : {}),
    Entrypoint: [...command],
    Cmd: [],
    Labels: labelsOf(currentRun()),
    // Both outputs as one text.
    Tty: true,
    HostConfig: {
      Binds: [...binds.map(({ source, target }) => `${resolve(root, source)}:${target}:ro`), ...volumes],
      NetworkMode: "none",
      CapDrop: service.cap_drop,
      SecurityOpt: service.security_opt,
    },
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
