import { expect, test } from "vitest";
import { NodesInTurn } from "./nodes-in-turn.ts";

const at = (port: number) => async () => ({ host: "127.0.0.1", port });
const [ONE, TWO, THREE] = [at(1), at(2), at(3)];

/** A node of that port and above takes part. */
const from =
  (least: number) =>
  async ({ port }: { port: number }) => {
    if (port < least) throw new Error(`no answer at ${port}`);
    return { port };
  };

test("the first node that takes part is connected to, and said", async () => {
  expect(await new NodesInTurn(ONE, [TWO, THREE]).first(from(2))).toEqual({ port: 2, node: TWO });
});

test("where none takes part, what the last of them said is the reason", async () => {
  await expect(new NodesInTurn(ONE, [TWO]).first(from(3))).rejects.toThrow("no answer at 2");
});

test("a node that is passed over is asked last", async () => {
  const nodes = new NodesInTurn(ONE, [TWO]);
  nodes.passOver(ONE);

  expect(await nodes.first(from(1))).toEqual({ port: 2, node: TWO });
});

test("one that is none of them changes nothing", async () => {
  const nodes = new NodesInTurn(ONE, [TWO]);
  nodes.passOver(THREE);

  expect(await nodes.first(from(1))).toEqual({ port: 1, node: ONE });
});

test("one node alone is not several", () => {
  expect([new NodesInTurn(ONE).areSeveral, new NodesInTurn(ONE, [TWO]).areSeveral]).toEqual([false, true]);
});
