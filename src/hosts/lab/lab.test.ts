import { on } from "node:events";
import { existsSync, globSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { done, notYet, until } from "../../kernel/wait.ts";
import { Lab } from "./lab.ts";
import { devicesOf, unplug } from "./lab-host.ts";
import { LABS } from "./lab-record.ts";
import { removeAbandonedLabs } from "./removal.ts";
import { whyNoLab } from "./requirements.ts";
import { runWithin, SWITCH } from "./space.ts";

const NOTHING_SAID = { images: [], isKept: false, progress: () => undefined };
const NAME = `t${process.pid}`;

const MAKES = `
  const { Lab } = await import(process.argv[1]);
  const lab = await Lab.up({ name: process.argv[2], hosts: 1, images: [], isKept: false, progress: (line) => console.log(line) });
  await lab.setLinkQuality(lab.hosts[0], { delayMs: 50, lossPercent: 1 });
  console.log("up");
  setInterval(() => undefined, 1_000);
`;

test("a lab is on no network of this machine, and when it is down nothing of it is left", async ({
  skip,
}) => {
  const why = await whyNoLab();
  if (why) skip(why);
  const before = await ofThisMachine();

  const lab = await Lab.up({ name: NAME, hosts: 2, ...NOTHING_SAID });
  const during = await ofThisMachine();
  const [first] = lab.hosts;
  const nodes = await execa("docker", [
    "--host",
    `unix://${first?.socket}`,
    "node",
    "ls",
    "--format",
    "{{.Hostname}}",
  ]);
  await lab[Symbol.asyncDispose]();

  expect(nodes.stdout.split("\n").sort()).toEqual(["host-1", "host-2"]);
  expect(during.disks).toHaveLength(2);
  expect(during.network).toEqual(before.network);
  expect(await ofThisMachine()).toEqual(before);
  expect(existsSync(lab.folder)).toBe(false);
});

test("a host that has lost its power comes back with what it was told to keep, and without the rest", async ({
  skip,
}) => {
  const why = await whyNoLab();
  if (why) skip(why);
  await using lab = await Lab.up({ name: `${NAME}p`, hosts: 1, ...NOTHING_SAID });
  const [host] = lab.hosts as [Lab["hosts"][number]];
  const before = await idOf(host.socket);
  const address = await addressOfSwitch(lab);

  await lab.cutPower(host);
  expect(lab.initOf(host)).toBe(0);
  await expect(unplug(lab.space, 1), "its network may have ended before").resolves.toBeUndefined();
  expect(await addressOfSwitch(lab), "others reach the name server by it").toBe(address);

  expect(await lab.restorePower(host)).toBe(true);
  expect(await idOf(host.socket)).toBe(before);
});

test("a lab whose maker was killed ends with it, and the next one removes what is left", async ({ skip }) => {
  const why = await whyNoLab();
  if (why) skip(why);
  const name = `${NAME}k`;
  const before = await ofThisMachine();
  const module = join(import.meta.dirname, "lab.ts");
  const maker = execa(process.execPath, ["--input-type=module", "--eval", MAKES, module, name], {
    reject: false,
  });
  for await (const said of on(maker.stdout, "data")) if (/^up$/m.test(String(said))) break;
  maker.kill("SIGKILL");
  await maker;

  expect(await removeAbandonedLabs()).toContain(name);
  expect(existsSync(join(LABS, name))).toBe(false);
  await until("its processes have ended", { deadlineMs: 10_000 }, async () => {
    const now = await ofThisMachine();
    return JSON.stringify(now) === JSON.stringify(before) ? done(true) : notYet(JSON.stringify(now));
  });
});

async function addressOfSwitch(lab: Lab): Promise<string> {
  const said = await runWithin(lab.space, "ip", "-o", "link", "show", SWITCH);
  return /link\/ether (\S+)/.exec(said)?.[1] ?? said;
}

async function idOf(socket: string): Promise<string> {
  return (await execa("docker", ["--host", `unix://${socket}`, "info", "--format", "{{.Swarm.NodeID}}"]))
    .stdout;
}

/** Whether a process prints to a log of a lab of these tests. */
function isOfLab(process: string): boolean {
  try {
    return readlinkSync(`${process}/fd/1`).startsWith(join(LABS, "t"));
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

/** What a lab could leave: networks, mounts, disks, control groups, processes. */
async function ofThisMachine() {
  const { stdout: links } = await execa("ip", ["-o", "link"]);
  return {
    network: links
      .split("\n")
      .map((line) => line.split(": ")[1] ?? "")
      // Those of containers that other tests start meanwhile.
      .filter((name) => !/^(veth|br-)/.test(name)),
    mounts: readFileSync("/proc/self/mounts", "utf8")
      .split("\n")
      .filter((line) => line.includes("broker-signoff-labs")),
    disks: devicesOf(join(LABS, "t")),
    processes: globSync("/proc/[0-9]*").filter(isOfLab).length,
    cgroups: globSync(["/sys/fs/cgroup/*/signoff-lab-t*", "/sys/fs/cgroup/signoff-lab-t*"]),
  };
}
