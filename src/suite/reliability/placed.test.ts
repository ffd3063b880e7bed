import { expect, test } from "vitest";
import type { BrokerNode, Deployment } from "../../brokers/deployment.ts";
import { reachedAt } from "../../stack/testing.ts";
import { besideIt, placing } from "./placed.ts";

const MIB = 2 ** 20;
const MOUNT = "612 584 7:3 / /data rw - xfs /dev/loop3 rw";

/** A node that prints these sizes of its append-only file, one look after the other. */
function nodeOf(name: string, sizes: (number | undefined)[]): BrokerNode {
  const left = [...sizes];
  const run = async () => {
    const size = left.shift();
    return size === undefined
      ? { exitCode: 126, output: `${name} is gone` }
      : { exitCode: 0, output: `${MOUNT}\n\n${size} /data/appendonlydir/1.incr.aof\n` };
  };
  return { service: Object.assign(reachedAt(name), { run }) };
}

function deploymentOf(...nodes: BrokerNode[]): Pick<Deployment, "nodes"> {
  return { nodes: nodes as [BrokerNode] };
}

test("each node is judged by what its own files grew by", async () => {
  const look = await placing(deploymentOf(nodeOf("redis", [0, 2 * MIB]), nodeOf("redis-replica-1", [5, 5])));
  const placed = await look(2 * MIB);

  expect(placed.placements.map(({ node, isKept, isOnDisk }) => [node, isKept, isOnDisk])).toEqual([
    ["redis", true, true],
    ["redis-replica-1", false, false],
  ]);
  expect(besideIt(placed)).toContain("redis-replica-1: no file that it writes holds its frames");
});

test("a volume that two nodes write into is none of their own", async () => {
  const [one, two] = [nodeOf("redis", [0, 2 * MIB]), nodeOf("redis-replica-1", [0, 2 * MIB])];
  two.service.service.volumes = one.service.service.volumes;
  const { placements } = await (await placing(deploymentOf(one, two)))(2 * MIB);

  expect(placements.map(({ isKept }) => isKept)).toEqual([false, false]);
  expect(placements[1]?.seen).toContain("on no volume of its own");
});

test.each([
  ["before the load", [undefined, 2 * MIB]],
  ["after it", [0, undefined]],
])("files that cannot be seen %s show nothing", async (_, sizes) => {
  const look = await placing(deploymentOf(nodeOf("redis", sizes)));
  const placed = await look(MIB);

  expect(placed.placements).toEqual([]);
  expect(besideIt(placed)).toBe("the files of redis cannot be seen: redis is gone");
});
