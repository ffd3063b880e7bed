import { expect, test } from "vitest";
import type { WatchedBroker, WatchedStack } from "../observability/watched-stack.ts";
import { disturbedLoad } from "./disturbed-load.ts";

type Load = { onSecond: (second: number) => void; signal: AbortSignal };

/** A broker at which another consumer gets a frame at every turn. @param taken how many it got, of each consumer */
function brokerTelling(taken: number[] = []): WatchedBroker {
  const openConsumer = async (onFrame: () => void) => {
    let frames = 0;
    const coming = setInterval(() => {
      frames += 1;
      onFrame();
    });
    return {
      [Symbol.asyncDispose]: async () => {
        clearInterval(coming);
        taken.push(frames);
      },
    };
  };
  const service = { address: async () => ({ host: "127.0.0.1", port: 1 }) };
  const broker = { url: { ports: {} }, targetOf: () => ({}), at: () => ({ openConsumer }) };
  return { broker, service } as unknown as WatchedBroker;
}

function world(underLoad: (load: Load) => Promise<void>): WatchedStack {
  const offered = (_broker: WatchedBroker, load: Load) => underLoad(load);
  return { underLoad: offered } as unknown as WatchedStack;
}

test("a load is disturbed once it flows, robbed of frames, and ended then", async () => {
  const acts: string[] = [];
  const seen = world(async ({ onSecond, signal }) => {
    acts.push("flows");
    onSecond(1);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    acts.push("is ended");
  });

  const taken: number[] = [];
  const fault = await disturbedLoad(seen, brokerTelling(taken), async () => void acts.push("is disturbed"));
  await fault[Symbol.asyncDispose]();

  expect(taken).toHaveLength(1);
  expect(taken[0]).toBeGreaterThan(50);
  expect(acts).toEqual(["flows", "is disturbed", "is ended"]);
  expect(fault.endsByItself).toContain("FramesLost");
});

test("a disturbance that fails ends the load and is told", async () => {
  const ended: string[] = [];
  const seen = world(async ({ onSecond, signal }) => {
    onSecond(1);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    ended.push("the load");
  });

  const fault = await disturbedLoad(seen, brokerTelling(), () => Promise.reject(new Error("no such alarm")));

  await expect(fault[Symbol.asyncDispose]()).rejects.toThrow("no such alarm");
  await expect.poll(() => ended).toEqual(["the load"]);
});

test.each([
  ["fails", () => Promise.reject(new Error("redis is gone")), "redis is gone"],
  ["ends", async () => undefined, "the load ended before a second of it had passed"],
])("a load that %s before it flows leaves nobody waiting", async (_, underLoad, told) => {
  const fault = await disturbedLoad(world(underLoad), brokerTelling(), async () => undefined);

  await expect(fault[Symbol.asyncDispose]()).rejects.toThrow(told);
});
