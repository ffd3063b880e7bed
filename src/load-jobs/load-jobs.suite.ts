import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { brokerNamed } from "../brokers/all.ts";
import { Lab } from "../hosts/lab/lab.ts";
import { handOver } from "../hosts/lab/lab-disk.ts";
import type { LabHost } from "../hosts/lab/lab-host.ts";
import { whyNoLab } from "../hosts/lab/requirements.ts";
import { certificatesIn } from "../hosts/swarm/certificates.ts";
import { deploy } from "../hosts/swarm/deploy.ts";
import { type DockerAt, docker } from "../hosts/swarm/docker-at.ts";
import type { WorkersHooks } from "../traffic/workers/workers-run.ts";
import type { RemoteRun } from "./coordinator.ts";
import { deployedTarget } from "./deployed-target.ts";
import { handToHosts } from "./image-on-hosts.ts";
import { ensureLoadImage } from "./load-image.ts";
import { LABEL } from "./load-job.ts";
import { loadOnHosts } from "./load-on-hosts.ts";

const WORKERS = 4;
const RATE = 100;
const STACK = "frames";
const LIMITS = { minRate: 1, maxP99Ms: 60_000, minSuccessPercent: 99.9 };
const nobody = () => undefined;

const why = await whyNoLab();
let lab: Lab;
let image: string;
const at = (host = lab.hosts[0] as LabHost): DockerAt => ["--host", `unix://${host.socket}`];

beforeAll(async () => {
  if (why) return;
  lab = await Lab.up({ name: `jobs-${process.pid}`, hosts: 3, isKept: false, progress: nobody });
  const certificates = join(lab.folder, "tls");
  await certificatesIn(certificates, at());
  await deploy({ at: at(), name: STACK, profiles: ["ha"], certificates, progress: nobody });
  image = await ensureLoadImage(nobody);
  await handToHosts(image, lab.hosts.map(at), nobody);
}, 900_000);
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
}, 120_000);

interface Trial {
  broker?: string;
  seconds: number;
  image?: string;
}

async function loaded(
  trial: Trial,
  onSecond: NonNullable<WorkersHooks["onSecond"]> = nobody,
): Promise<RemoteRun> {
  const target = await deployedTarget(brokerNamed(trial.broker ?? "redis"));
  const order = {
    ...{
      target,
      framesPerSecond: RATE,
      producers: WORKERS,
      consumers: WORKERS,
      mustBeFree: true,
      adopt: true,
    },
    durationSeconds: trial.seconds,
  };
  const load = {
    at: at(),
    image: trial.image ?? image,
    stack: STACK,
    order,
    workers: WORKERS,
    limits: LIMITS,
    asked: {},
  };
  return loadOnHosts(load, { onSecond });
}

/** What hosts have of any load. */
async function left(): Promise<string[]> {
  const kinds = ["service", "secret", "network"].map((kind) =>
    docker(at(), [kind, "ls", "--filter", `label=${LABEL}`, "--format", "{{.Name}}"]),
  );
  const containers = lab.hosts
    .filter((host) => lab.isRunning(host))
    .map((host) => docker(at(host), ["ps", "--all", "--filter", "name=load-", "--format", "{{.Names}}"]));
  return (await Promise.all([...kinds, ...containers])).join("\n").split("\n").filter(Boolean);
}

test.skipIf(why !== undefined).for(["redis", "rabbitmq"])(
  "every frame of a load from four workers on three hosts is accounted for: %s",
  { timeout: 300_000 },
  async (broker) => {
    const { result, files } = await loaded({ broker, seconds: 5 });

    const frames = 5 * RATE;
    expect(result.delivery).toMatchObject({ attempted: frames, confirmed: frames, received: frames });
    expect(result.delivery).toMatchObject({
      lost: 0,
      duplicated: 0,
      corrupted: 0,
      unexpected: 0,
      leftover: 0,
    });
    expect(result.latencies.received?.count).toBe(frames);
    expect(new Set(result.workers?.map(({ host }) => host)).size).toBe(3);
    expect(result.clock.acrossHosts).toMatch(/^worker \d on host-\d, whose clock is known within/);
    expect(Object.keys(files)).toContain("received.hgrm");
    await expect.poll(left, { timeout: 30_000 }).toEqual([]);
  },
);

test.skipIf(why !== undefined)(
  "a worker that is killed leaves its frames unknown, and the next load removes what a killed one has left",
  { timeout: 300_000 },
  async () => {
    const node = await docker(at(), ["info", "--format", "{{.Swarm.NodeID}}"]);
    await docker(at(), ["secret", "create", "--label", `${LABEL}=${node}`, "load-00000000", "-"], "left");
    let killed = false;
    const { result } = await loaded({ seconds: 15 }, async ({ confirmed, there }) => {
      if (killed || there < WORKERS || confirmed < 4 * RATE) return;
      killed = true;
      const host = at(lab.hosts[1]);
      const [worker = ""] = (await docker(host, ["ps", "--quiet", "--filter", "name=load-"])).split("\n");
      await docker(host, ["kill", worker]);
    });

    expect(result.missingWorkers).toMatchObject([
      { of: WORKERS, reason: expect.stringMatching(/^on host-2: it has closed/) },
    ]);
    expect(result.delivery.unknown).toBeGreaterThan(0);
    expect(result.delivery.attempted).toBe(15 * RATE);
    expect(result.verdict.status).toBe("undetermined");
    await expect.poll(left, { timeout: 30_000 }).toEqual([]);
  },
);

test.skipIf(why !== undefined)(
  "an image of another version is refused by name",
  { timeout: 300_000 },
  async () => {
    const other = "broker-signoff/load:other";
    const input = `FROM ${image}\nUSER root\nRUN echo '// another' >>src/kernel/clock.ts\nUSER nobody\n`;
    await execa("docker", ["build", "--tag", other, "-"], { input, env: { DOCKER_BUILDKIT: "0" } });
    await handOver([other], at(), nobody);

    await expect(loaded({ seconds: 1, image: other })).rejects.toThrow(
      /^the image of the load: expected version 0\.\S+, which this command has, saw version 0\.\S+\n/,
    );
    await expect.poll(left, { timeout: 30_000 }).toEqual([]);
  },
);

test.skipIf(why !== undefined)(
  "of a host that is lost the frames are unknown, and the others' exact",
  { timeout: 300_000 },
  async () => {
    const lost = lab.hosts[2] as LabHost;
    let cut: Promise<void> | undefined;
    const { result } = await loaded({ seconds: 40 }, ({ confirmed }) => {
      if (confirmed >= 4 * RATE) cut ??= lab.cutPower(lost);
    });
    await cut;

    const missing = result.workers?.filter(({ missing: reason }) => reason !== undefined) ?? [];
    expect(missing.map(({ host }) => host)).toEqual(missing.map(() => lost.name));
    expect(missing.length).toBeGreaterThan(0);
    expect(missing[0]?.missing).toMatch(/^nothing was heard of it for 20 s/);
    const { confirmed, unknown, attempted, unsent } = result.delivery;
    expect(attempted).toBe(40 * RATE);
    // Nobody knows when it has stopped.
    expect(unknown).toBeGreaterThan(0);
    expect(confirmed + unknown).toBe(attempted - unsent);
    expect(result.verdict.status).toBe("undetermined");
  },
);
