import { randomUUID } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { stringify } from "yaml";
import { currentRun, LABEL_RUN, labelsOf } from "../../kernel/run-identity.ts";
import { ROOT, readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { ComposedStack } from "../../stack/composed-stack.ts";
import { engine } from "../../stack/engine.ts";
import { freePort } from "../../stack/free-port.ts";
import { LABEL_STACK, sweepStack } from "../../stack/sweep.ts";
import { TrialStack } from "./trial-stack.ts";

afterEach(() => vi.unstubAllEnvs());
// Brokers are started on a host that does other things as well.
vi.setConfig({ testTimeout: 600_000 });

function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "signoff-beside-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A stack that somebody else runs, with a Redis that holds something. */
async function somebodyElses(project: string): Promise<{ folder: string; look: () => Promise<object> }> {
  const folder = scratchFolder();
  const { image } = serviceOf(readComposeFile(), "redis");
  const labels = { ...labelsOf(currentRun()), [LABEL_STACK]: project };
  const redis = { image, labels, volumes: ["data:/data"], command: ["redis-server", "--appendonly", "yes"] };
  const file = { name: project, services: { redis }, volumes: { data: { labels } } };
  writeFileSync(
    join(folder, "docker-compose.yml"),
    stringify({ ...file, networks: { default: { labels } } }),
  );
  onTestFinished(async () => {
    await sweepStack(project);
  });
  const stack = await ComposedStack.of(folder);
  await stack.compose("up", "-d", "--wait");
  const [{ id } = { id: "" }] = await stack.states();
  const ask = async (...command: string[]) =>
    (await execa("docker", ["exec", id, "redis-cli", ...command])).stdout;
  await ask("XADD", "frames", "*", "frame", "theirs");
  const look = async () => {
    const { Id, State, Config, Mounts } = await (await engine()).getContainer(id).inspect();
    const { Pid, StartedAt } = State;
    const held = await ask("XRANGE", "frames", "-", "+");
    return { Id, Pid, StartedAt, labels: Config.Labels, mounts: Mounts.map(({ Name }) => Name), held };
  };
  return { folder, look };
}

test("whose container holds a port or a name that Compose needs is told, with project and folder", async () => {
  const name = `signoff-held-${randomUUID()}`;
  const [port, { image }] = [await freePort(), serviceOf(readComposeFile(), "redis")];
  const labels = labelsOf(currentRun());
  const service = { image, labels, container_name: name, ports: [`127.0.0.1:${port}:6379`] };
  const stackOf = async (redis: object) => {
    const folder = scratchFolder();
    const project = `signoff-beside-${randomUUID()}`;
    onTestFinished(async () => {
      await sweepStack(project);
    });
    const labelled = { ...redis, labels: { ...labels, [LABEL_STACK]: project } };
    const networks = { default: { labels: labelled.labels } };
    writeFileSync(
      join(folder, "docker-compose.yml"),
      stringify({ name: project, services: { redis: labelled }, networks }),
    );
    return ComposedStack.of(folder);
  };
  const first = await stackOf(service);
  await first.compose("up", "-d");
  const told = `container ${name} of the project ${first.project} in ${first.root}`;

  const sameName = await stackOf({ ...service, ports: [] });
  await expect(sameName.compose("up", "-d")).rejects.toThrow(`the name ${name} held by ${told}`);
  const samePort = await stackOf({ ...service, container_name: `${name}-2` });
  await expect(samePort.compose("up", "-d")).rejects.toThrow(`port ${port} held by ${told}`);
});

/** The delivered stack, with settings of the user's that lead to another one. */
function deliveredWith(settings: string): string {
  const folder = scratchFolder();
  for (const part of ["docker-compose.yml", "config", "dashboards", ".env"]) {
    if (existsSync(join(ROOT, part))) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  appendFileSync(join(folder, ".env"), `\n${settings}`);
  return folder;
}

test("a trial stack stays by itself, whatever .env and the environment lead Compose to", async () => {
  const project = `signoff-beside-${randomUUID()}`;
  const theirs = await somebodyElses(project);
  const before = await theirs.look();
  const elsewhere = {
    COMPOSE_PROJECT_NAME: project,
    COMPOSE_FILE: join(theirs.folder, "docker-compose.yml"),
  };
  for (const [name, value] of Object.entries(elsewhere)) vi.stubEnv(name, value);
  const settings = Object.entries(elsewhere).map(([name, value]) => `${name}=${value}\n`);

  let id = "";
  {
    await using trial = await TrialStack.create({ from: deliveredWith(settings.join("")) });
    id = trial.composed.project;
    await trial.composed.compose("up", "-d", "--wait", "redis");
    const [redis] = await trial.composed.running();
    await redis?.signal("SIGKILL");
    await trial.composed.compose("up", "-d", "--wait", "--force-recreate", "redis");
    const container = (await engine()).getContainer((await trial.composed.states())[0]?.id ?? "");
    const { Config } = await container.inspect();
    expect(Config.Labels).toMatchObject({ [LABEL_STACK]: id, [LABEL_RUN]: currentRun().process });
  }

  expect(id).not.toBe(project);
  expect(await theirs.look()).toEqual(before);
  const left = await (await engine()).listContainers({
    all: true,
    filters: { label: [`${LABEL_STACK}=${id}`] },
  });
  expect(left).toEqual([]);
});

test("the next version of a service is gone with the trial stack, and what it was made from is not", async () => {
  const docker = await engine();
  const { image } = serviceOf(readComposeFile(), "redis");
  const versionsOf = async (id: string) =>
    (await docker.listImages({ filters: { label: [`${LABEL_STACK}=${id}`] } })).flatMap(
      ({ RepoTags }) => RepoTags,
    );

  let id = "";
  {
    await using trial = await TrialStack.create();
    id = trial.composed.project;
    const version = await trial.versionOf(image);
    expect(await versionsOf(id)).toEqual([version]);
  }

  expect(await versionsOf(id)).toEqual([]);
  expect((await docker.getImage(image).inspect()).RepoTags).toContain(image);
});

test("a project of the same name in another folder is not this folder's stack, and nothing is done to it", async () => {
  const project = `signoff-beside-${randomUUID()}`;
  const theirs = await somebodyElses(project);
  const before = await theirs.look();
  const ours = await ComposedStack.of(deliveredWith(`COMPOSE_PROJECT_NAME=${project}\n`));

  expect(ours.project).toBe(project);
  expect(await ours.states()).toEqual([]);
  await expect(ours.mustRun()).rejects.toThrow(`the project ${project} belongs to ${theirs.folder}`);
  await expect(ours.compose("up", "-d", "redis")).rejects.toThrow(`saw some that belong to ${theirs.folder}`);
  await expect(ours.compose("stop", "redis")).rejects.toThrow(`saw some that belong to ${theirs.folder}`);
  expect(await theirs.look()).toEqual(before);
});

test("what is asked over HTTP is healthy although Docker's command line hands a proxy to every container", async () => {
  const folder = scratchFolder();
  const plugins = join(process.env.DOCKER_CONFIG ?? join(homedir(), ".docker"), "cli-plugins");
  const dead = { httpProxy: "http://127.0.0.1:9", httpsProxy: "http://127.0.0.1:9" };
  const settings = { proxies: { default: dead }, cliPluginsExtraDirs: [plugins] };
  writeFileSync(join(folder, "config.json"), JSON.stringify(settings));
  vi.stubEnv("DOCKER_CONFIG", folder);
  await using trial = await TrialStack.create();

  await trial.composed.compose("up", "-d", "--wait", "redis-exporter", "alertmanager", "prometheus");

  const [redis] = (await trial.composed.running()).filter(({ name }) => name === "redis");
  const { Config } = await (await engine()).getContainer(redis?.id ?? "").inspect();
  expect(Config.Env).toContain("HTTP_PROXY=http://127.0.0.1:9");
});
