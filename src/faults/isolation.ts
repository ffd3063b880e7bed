import { Undetermined } from "../kernel/undetermined.ts";
import { done, notYet } from "../kernel/wait.ts";
import { FaultTools } from "../stack/fault-tools.ts";
import type { RunningService } from "../stack/running-service.ts";
import { Fault } from "./fault.ts";
import { landed } from "./kill.ts";

const CHAIN = "SIGNOFF";

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
      for (const rule of ["-D INPUT -j", "-D OUTPUT -j", "-F", "-X"]) {
        await tools.run("iptables", "-w", ...rule.split(" "), CHAIN);
      }
      await tools[Symbol.asyncDispose]();
      return `${target.name}: ${dropped} bytes were dropped, the network is whole again`;
    };
    try {
      await tools.run("iptables", "-w", "-N", CHAIN);
      for (const address of addresses) {
        await tools.run("iptables", "-w", "-A", CHAIN, "-s", address, "-j", "DROP");
        await tools.run("iptables", "-w", "-A", CHAIN, "-d", address, "-j", "DROP");
      }
      await tools.run("iptables", "-w", "-I", "INPUT", "-j", CHAIN);
      await tools.run("iptables", "-w", "-I", "OUTPUT", "-j", CHAIN);
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

async function droppedBy(tools: FaultTools): Promise<number> {
  const listing = await tools.run("iptables", "-w", "-nvxL", CHAIN);
  const counts = listing.split("\n").flatMap((line) => /^\s*\d+\s+(\d+)\s+DROP/.exec(line)?.[1] ?? []);
  return counts.reduce((sum, bytes) => sum + Number(bytes), 0);
}
