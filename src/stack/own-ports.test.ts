import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { currentRun, LABEL_HOST, LABEL_RUN, labelsOf } from "../kernel/run-identity.ts";
import { readComposeFile, type Service, serviceOf } from "./compose-file.ts";
import { engine } from "./engine.ts";
import { freePort } from "./free-port.ts";
import { mustLeadToFolder } from "./own-ports.ts";

function folder(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "own-ports-")));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, "docker-compose.yml"), "");
  return root;
}

/** A Redis on a port of this host that belongs to a project of a folder. */
async function redisOf(root: string, labels = labelsOf(currentRun())): Promise<Service> {
  const service = serviceOf(readComposeFile(), "redis");
  const hostPort = await freePort();
  const container = await (await engine()).createContainer({
    Image: service.image,
    ExposedPorts: { "6379/tcp": {} },
    HostConfig: { PortBindings: { "6379/tcp": [{ HostIp: "127.0.0.1", HostPort: String(hostPort) }] } },
    Labels: {
      ...labels,
      "com.docker.compose.project": "broker",
      "com.docker.compose.project.working_dir": root,
      "com.docker.compose.project.config_files": join(root, "docker-compose.yml"),
    },
  });
  onTestFinished(async () => {
    await container.remove({ force: true, v: true });
  });
  await container.start();
  return { ...service, ports: [{ hostAddress: "127.0.0.1", hostPort, containerPort: 6379 }] };
}

/** Of another run of this host that is alive as well: no sweep takes it away. */
const ANOTHER_RUN = { [LABEL_HOST]: "another", [LABEL_RUN]: "another" };

test("a port that another folder's stack holds is refused, with whose it is", async () => {
  const [ours, theirs] = [folder(), folder()];
  const service = await redisOf(theirs, ANOTHER_RUN);

  await expect(mustLeadToFolder([service], ours)).rejects.toThrow(`of the project broker in ${theirs}`);
});

test("a port of this folder's own stack, of this very run, or of nobody is taken", async () => {
  const ours = folder();
  const service = await redisOf(ours, ANOTHER_RUN);
  const ofRun = await redisOf(folder());
  const ofNobody = { ...service, ports: [{ ...service.ports[0], hostPort: await freePort() }] } as Service;

  await expect(mustLeadToFolder([service, ofRun, ofNobody], ours)).resolves.toBeUndefined();
});
