import { Undetermined } from "../kernel/undetermined.ts";
import { done, notYet } from "../kernel/wait.ts";
import { FaultTools } from "../stack/fault-tools.ts";
import type { RunningService } from "../stack/running-service.ts";
import { Fault } from "./fault.ts";
import { landed } from "./kill.ts";

const CHAIN = "SIGNOFF";
const HEALING = [
  ["-D", "INPUT", "-j", CHAIN],
  ["-D", "OUTPUT", "-j", CHAIN],
  ["-F", CHAIN],
  ["-X", CHAIN],
];

/**
 * The network between a node and its peers drops every packet, while clients still reach it: one side of a split brain.
 * The proof is what was dropped.
 */
export function isolation(target: RunningService, peers: readonly RunningService[]): Fault {
  return new Fault(`isolation of ${target.name}`, async () => {
    const addresses = await Promise.all(peers.map((peer) => peer.networkAddress()));
    const tools = await FaultTools.start({
      stack: target.stack,
      capabilities: ["NET_ADMIN", "NET_RAW"],
      networkOf: target.id,
    });
    const heal = async () => {
      const dropped = await droppedBy(tools);
      for (const rule of HEALING) await tools.run("iptables", "-w", ...rule);
      await tools[Symbol.asyncDispose]();
      return `${target.name}: ${dropped} bytes were dropped, the network is whole again`;
    };
    try {
      for (const rule of rulesAgainst(addresses)) await tools.run("iptables", "-w", ...rule);
      const bytes = await landed(`packets of ${target.name} are dropped`, async () => {
        const dropped = await droppedBy(tools);
        return dropped > 0 ? done(dropped) : notYet("none was");
      });
      return { proof: `${target.name}: ${bytes} bytes from and to ${addresses.length} peers dropped`, heal };
    } catch (thrown) {
      await tools[Symbol.asyncDispose]();
      throw thrown instanceof Undetermined ? thrown : new Undetermined(String(thrown), { cause: thrown });
    }
  });
}

/** What iptables(8) is told for every packet from and to some addresses to be dropped, in this order. */
export function rulesAgainst(addresses: readonly string[]): string[][] {
  const drop = (address: string) =>
    ["-s", "-d"].map((direction) => ["-A", CHAIN, direction, address, "-j", "DROP"]);
  // In force at the end, once every address is in it.
  return [
    ["-N", CHAIN],
    ...addresses.flatMap(drop),
    ...["INPUT", "OUTPUT"].map((of) => ["-I", of, "-j", CHAIN]),
  ];
}

async function droppedBy(tools: FaultTools): Promise<number> {
  return droppedIn(await tools.run("iptables", "-w", "-nvxL", CHAIN));
}

/** How many bytes the rules of a chain have dropped, as iptables(8) lists it. */
export function droppedIn(listing: string): number {
  const counts = listing.split("\n").flatMap((line) => /^\s*\d+\s+(\d+)\s+DROP\b/.exec(line)?.[1] ?? []);
  return counts.reduce((sum, bytes) => sum + Number(bytes), 0);
}
