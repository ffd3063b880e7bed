import { execa } from "execa";
import { done, notYet, until } from "../../kernel/wait.ts";
import { UNSHARE } from "../unshared.ts";
import { portOf } from "./lab-host.ts";
import { runWithin, SWITCH, spawnLogged, within } from "./space.ts";

/** What a cable does to packets, in each direction: a round trip takes twice the delay. */
export interface LinkQuality {
  delayMs: number;
  lossPercent: number;
}

/** A cable that is worse than it was made. */
export interface WorseLink {
  /** Makes it good again. */
  end(): Promise<void>;
}

interface Cable {
  /** The first processes of the lab's space and of the host. */
  space: number;
  init: number;
  index: number;
  /** A file that what runs meanwhile prints to. */
  log: string;
}

/** Its programs leave the group that they are started in, and end with their first process. */
const TOGETHER = ["unshare", "--pid", "--fork", "--kill-child", "--"];

/** Packets that wait: a second's at a rate that no lab reaches. */
const QUEUED_PACKETS = "100000";

/** Makes a host's cable slow and lossy, while everything goes on: by the kernel where it can, else by a filter in between. */
export async function worsen(cable: Cable, quality: LinkQuality): Promise<WorseLink> {
  return (await hasNetem()) ? byKernel(cable, quality) : byFilter(cable, quality);
}

/** Whether this kernel delays and drops packets by itself. */
async function hasNetem(): Promise<boolean> {
  const [file, ...args] = [...UNSHARE, "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms"];
  return !(await execa(file, args, { reject: false, stdin: "ignore" })).failed;
}

async function byKernel({ space, init, index }: Cable, { delayMs, lossPercent }: LinkQuality) {
  const ends = [
    { space, device: portOf(index) },
    { space: init, device: "eth0" },
  ];
  const netem = ["netem", "limit", QUEUED_PACKETS, "delay", `${delayMs}ms`, "loss", `${lossPercent}%`];
  for (const end of ends)
    await runWithin(end.space, "tc", "qdisc", "replace", "dev", end.device, "root", ...netem);
  return {
    async end() {
      for (const each of ends)
        await runWithin(each.space, "tc", "qdisc", "delete", "dev", each.device, "root");
    },
  };
}

/** The host's cable goes to a switch of its own, and from there through a filter to the others'. */
async function byFilter({ space, index, log }: Cable, { delayMs, lossPercent }: LinkQuality) {
  const [own, near, far] = [`switch-${index}`, `near-${index}`, `far-${index}`];
  const link = (...args: string[]) => runWithin(space, "ip", "link", ...args);
  await link("add", own, "type", "bridge");
  await link("set", own, "up");
  const filter = ["wirefilter", "--delay", String(delayMs), "--loss", String(lossPercent)];
  const command = ["dpipe", "vde_plug", `tap://${near}`, "=", ...filter, "=", "vde_plug", `tap://${far}`];
  const group = spawnLogged(within(space, [...TOGETHER, ...command]), log);
  const areThere = async () =>
    (await link("show")).match(new RegExp(`: (${near}|${far}):`, "g"))?.length ?? 0;
  await until("both ends of the filter are there", { deadlineMs: 10_000, everyMs: 20 }, async () =>
    (await areThere()) === 2 ? done(true) : notYet("no filter yet"),
  );
  await link("set", near, "master", own, "up");
  await link("set", far, "master", SWITCH, "up");
  await link("set", portOf(index), "master", own);
  return {
    async end() {
      await link("set", portOf(index), "master", SWITCH);
      process.kill(-group, "SIGKILL");
      await until("the filter has ended", { deadlineMs: 10_000, everyMs: 20 }, async () =>
        (await areThere()) === 0 ? done(true) : notYet("it is there"),
      );
      await link("delete", own);
    },
  };
}
