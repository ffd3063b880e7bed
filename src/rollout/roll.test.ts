import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { type Rolled, roll } from "./roll.ts";

const WITNESSES = ["sentinel-1", "sentinel-2"];
const NODES = ["a", "b", "c"];

/**
 * A broker that notes what is done to it.
 * @param front who takes the frames; another one, once that is handed over
 * @param missing what is missing, by how many members were replaced
 */
function broker({ front = "a", missing = {} }: { front?: string; missing?: Record<number, string> } = {}) {
  const acts: string[] = [];
  let [now, replaced] = [front, 0];
  const rolled: Rolled = {
    ...{ title: "Fake", nodes: NODES, witnesses: WITNESSES },
    front: async () => now,
    handOver: async () => {
      acts.push(`${now} hands over`);
      now = NODES.find((name) => name !== now) ?? now;
    },
    whole: async () => {
      const why = missing[replaced];
      if (why) throw new Error(why);
      acts.push("whole");
    },
  };
  const replace = async (member: string) => {
    replaced += 1;
    acts.push(member);
  };
  return { rolled, acts, how: { replace, progress: () => undefined } };
}

test("witnesses come first, the node that takes the frames last, and each only once all are there again", async () => {
  const { rolled, acts, how } = broker();

  await roll(new Set([...NODES, ...WITNESSES]), rolled, how);

  expect(acts).toEqual([
    "whole",
    ...["sentinel-1", "whole", "sentinel-2", "whole"],
    ...["b", "whole", "c", "whole"],
    ...["a hands over", "a", "whole"],
  ]);
});

test("the node that takes the frames is last, whichever it is", async () => {
  const { rolled, acts, how } = broker({ front: "b" });

  await roll(new Set(NODES), rolled, how);

  expect(acts.filter((act) => act !== "whole")).toEqual(["a", "c", "b hands over", "b"]);
});

test("what has not changed is left alone, and takes the frames over from nobody", async () => {
  const { rolled, acts, how } = broker();

  await roll(new Set(["c", "something else"]), rolled, how);
  await roll(new Set(["something else"]), rolled, how);

  expect(acts).toEqual(["whole", "c", "whole"]);
});

test("a broker of which something is missing is not touched", async () => {
  const { rolled, acts, how } = broker({ missing: { 0: "1 of 2 replicas follow a" } });

  const refused = await roll(new Set(NODES), rolled, how).catch((thrown: unknown) => thrown);

  expect(refused).toBeInstanceOf(Problem);
  expect(String(refused)).toContain("1 of 2 replicas follow a");
  expect(acts).toEqual([]);
});

test("a member that does not come back stops it, and the others stay as they are", async () => {
  const { rolled, acts, how } = broker({ missing: { 1: "b loads its data" } });

  const stopped = await roll(new Set(NODES), rolled, how).catch((thrown: unknown) => thrown);

  expect(stopped).toBeInstanceOf(Problem);
  expect(String(stopped)).toContain("b loads its data; a, c were left as they are");
  expect(acts).toEqual(["whole", "b"]);
});
