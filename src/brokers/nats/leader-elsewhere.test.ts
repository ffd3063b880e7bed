import { expect, test, vi } from "vitest";
import { Fault } from "../../faults/fault.ts";
import { takenOver } from "./leader-elsewhere.ts";
import type { NatsAdmin } from "./nats-admin.ts";

/** Another node, that names these as leader, one after the other; a real one can't be held in these states. */
function naming(...leaders: readonly (string | undefined)[]) {
  const left = [...leaders];
  const stream = vi.fn(async () => ({ cluster: { leader: left.length > 1 ? left.shift() : left[0] } }));
  return { node: { stream } as unknown as Pick<NatsAdmin, "stream">, stream };
}

async function cutOff() {
  const healed = vi.fn(async () => "the network is whole");
  const cut = new Fault("cut off", async () => ({ proof: "no packet comes through", heal: healed }));
  await cut.inject();
  return { cut, healed };
}

test("another leader has taken over once the others name one that is neither the old one nor nobody", async () => {
  const { node, stream } = naming("nats", undefined, "nats-2");
  const { cut, healed } = await cutOff();
  await using fault = takenOver(node, { from: "nats", cut });

  expect(await fault.inject()).toBe("the others name another leader");
  expect(stream).toHaveBeenCalledTimes(3);
  expect(healed).not.toHaveBeenCalled();
});

test("what keeps the old leader from them is healed with it", async () => {
  const { cut, healed } = await cutOff();
  const fault = takenOver(naming("nats-3").node, { from: "nats", cut });
  await fault.inject();

  expect(await fault.heal()).toBe("the network is whole");
  expect(healed).toHaveBeenCalledOnce();
});
