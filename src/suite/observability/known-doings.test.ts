import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { fake } from "../../brokers/fake/fake.ts";
import { FakeBroker } from "../../brokers/fake/fake-broker.ts";
import type { BrowsableBroker } from "../../brokers/frame-broker.ts";
import { exactly } from "../../brokers/known.ts";
import type { Watched } from "../../brokers/watched.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { KnownDoings } from "./known-doings.ts";
import { knownOf } from "./known-truth.ts";
import type { WatchedStack } from "./watched-stack.ts";

const FAKE = { broker: "fake" };

/** A stack of one broker in memory, and where its Prometheus is told figures. */
async function stackOf(known?: Watched["known"], untold: readonly string[] = []) {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(204).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/write`;
  const frames = new FakeBroker(monotonicClock);
  const service = { service: {}, name: "fake", address: async () => ({ host: "127.0.0.1", port: 1 }) };
  const broker = {
    ...fake,
    at: () => frames as unknown as BrowsableBroker,
    full: async () => frames.full(),
    watched: { exporters: [], haJobs: [], figures: { prefixes: [], of: "" }, known, untold },
  };
  const alert = (severity: string, state: string) => ({ state, labels: { alertname: "A", severity } });
  const prometheus = {
    remoteWriteUrl: async () => url,
    alerts: async () => [alert("critical", "firing"), alert("warning", "pending")],
    targets: async () => [{ job: "j", instance: "i:1", health: "down", lastError: "" }],
  };
  const stack = {
    ...{ prometheus, brokers: [{ broker, service }] },
    members: new Map([["fake", { members: { nodes: [service], witnesses: [] }, exporters: [] }]]),
  };
  return { stack: stack as unknown as WatchedStack, frames, watched: stack.brokers[0] };
}

const known: NonNullable<Watched["known"]> = async () => ({
  act: async ({ held }) => [
    { what: "frames-out", of: FAKE, count: held, fromMs: Date.now(), toMs: Date.now() },
  ],
  settled: async () => undefined,
  figures: async () => [exactly("backlog", FAKE, 5)],
  async [Symbol.asyncDispose]() {},
});

const DELIVERY = { attempted: 100, unsent: 0, confirmed: 100, refused: 0, received: 100 };

test("what a load did, and what is done after it, is known by number, and nothing of it is left", async () => {
  const { stack, frames, watched } = await stackOf(known);
  {
    await using doings = await KnownDoings.begin(stack);
    doings.loaded(watched as never, { fromMs: Date.now(), toMs: Date.now(), delivery: DELIVERY });
    await doings.act(new Map([["fake", 100]]), 0);

    const toMs = Date.now();
    const perMinute = (what: string) =>
      knownOf(what, { happenings: doings.happenings, figures: [] }, [{ fromMs: toMs - 60e3, toMs }]).map(
        ({ of, least }) => [of, least * 60],
      );
    const count = (what: string) => perMinute(what).map(([of, rate]) => [of, Math.round(Number(rate))]);
    // 100 of the load, 55 that are left, 2 of its producers.
    expect(count("frames-in")).toEqual([[FAKE, 157]]);
    expect(count("frames-out")).toEqual([[FAKE, 110]]);
    expect(count("frames-refused")).toEqual([[FAKE, 20]]);
    expect(count("told-sent")).toEqual([[FAKE, 670]]);
    expect(await frames.depth()).toBe(57);
  }
  expect(await frames.depth()).toBe(0);
});

test("what nothing tells of a broker is not looked for, and the rest of it is", async () => {
  const { stack } = await stackOf(known, ["frames-refused"]);
  await using doings = await KnownDoings.begin(stack);
  await doings.act(new Map([["fake", 100]]), 0);
  const whats = doings.happenings.map(({ what }) => what);

  expect(whats).not.toContain("frames-refused");
  expect(whats).toEqual(expect.arrayContaining(["frames-in", "frames-out", "told-refused"]));
});

test("figures are the broker's, the producers that stay, and Prometheus' own lists", async () => {
  const { stack } = await stackOf(known);
  await using doings = await KnownDoings.begin(stack);
  await doings.act(new Map([["fake", 10]]), 0);

  expect(await doings.figures()).toEqual([
    exactly("backlog", FAKE, 5),
    exactly("producers", FAKE, 2),
    exactly("alerts-critical", {}, 1),
    exactly("alerts-warning", {}, 0),
    exactly("alert-state", { alertname: "A", broker: "", instance: "" }, 2),
    exactly("target-up", { job: "j", instance: "i:1" }, 0),
  ]);
});

test("nothing is done to a broker of which nothing would be known", async () => {
  const { stack, frames } = await stackOf();
  await using doings = await KnownDoings.begin(stack);
  await doings.act(new Map([["fake", 100]]), 0);

  expect(await frames.depth()).toBe(0);
  expect(doings.happenings).toEqual([]);
});
