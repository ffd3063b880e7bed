import { expect, test } from "vitest";
import type { Broker } from "../../brokers/broker.ts";
import { fake } from "../../brokers/fake/fake.ts";
import { FakeBroker } from "../../brokers/fake/fake-broker.ts";
import type { BrowsableBroker } from "../../brokers/frame-broker.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Seconds } from "../../watchers/prometheus.ts";
import { askedUnderLoad, type Beside } from "./asked-under-load.ts";
import type { WatchedStack } from "./watched-stack.ts";

/** Prometheus' clock is that far ahead of this host's. */
const AHEAD_MS = 86_400_000;
const OFFER = { framesPerSecond: 100, seconds: 5 };
const SERIES = [{ metric: {}, values: [[0, 1]] }];

type Answer = (expr: string, load: number, seconds: Seconds) => unknown[];

/** A broker without figures of its own, that holds its frames in memory. */
function holding(frames: FakeBroker): Broker {
  return { ...fake, at: () => frames as unknown as BrowsableBroker };
}

/** A stack under whose first and second load Prometheus answers so. */
function stackWith(answer: Answer, loadedSeconds = OFFER.seconds) {
  let load = 0;
  const underLoad = async (
    _broker: unknown,
    { onSecond, framesPerSecond }: { onSecond: (second: number) => void; framesPerSecond: number },
  ) => {
    load += 1;
    for (let second = 1; second <= loadedSeconds; second += 1) onSecond(second);
    return { framesPerSecond };
  };
  const prometheus = {
    clockAheadMs: async () => AHEAD_MS,
    hasSeen: async () => undefined,
    range: async (expr: string, seconds: Seconds) => answer(expr, load, seconds),
  };
  const service = { service: {}, address: async () => ({ host: "127.0.0.1", port: 1 }) };
  const brokers = [1, 2].map(() => ({ broker: holding(new FakeBroker(monotonicClock)), service }));
  const stack = { prometheus, brokers, underLoad, scraped: async () => undefined };
  return stack as unknown as WatchedStack;
}

test("what neither load answers is empty, and what the first answers is not asked again", async () => {
  const asked: string[] = [];
  const stack = stackWith((expr, load) => {
    asked.push(`${expr} in load ${load}`);
    if (expr === "refused") throw new Error("GET http://p answered 400: parse error");
    return (expr === "of redis" && load === 1) || (expr === "of rabbitmq" && load === 2) ? SERIES : [];
  });

  const { empty } = await askedUnderLoad(stack, ["of redis", "of rabbitmq", "of nobody", "refused"], OFFER);

  expect([...empty]).toEqual([
    ["of nobody", "no series"],
    ["refused", "GET http://p answered 400: parse error"],
  ]);
  expect(asked).toContain("of redis in load 1");
  expect(asked).not.toContain("of redis in load 2");
});

test("all are asked about the seconds of the load by Prometheus' own clock", async () => {
  const spans: Seconds[] = [];
  const stack = stackWith((_expr, _load, seconds) => {
    spans.push(seconds);
    return SERIES;
  });
  const fromMs = Date.now() + AHEAD_MS;

  const { loads } = await askedUnderLoad(stack, ["up"], OFFER);

  const [first, second] = loads;
  expect(first?.fromMs).toBeGreaterThanOrEqual(fromMs);
  expect(second?.fromMs).toBeGreaterThanOrEqual(first?.toMs ?? Number.POSITIVE_INFINITY);
  expect(spans.map(({ fromMs: from }) => from - 2_000)).toContain(first?.fromMs);
});

test("what is empty stays open where a target could not be scraped meanwhile", async () => {
  const down = [{ metric: { job: "redis", instance: "redis-exporter:9121" }, values: [[0, 0]] }];
  const stack = stackWith((expr) => (expr === "up == 0" ? down : []));

  await expect(askedUnderLoad(stack, ["redis_up"], OFFER)).rejects.toThrow(
    /could not scrape redis redis-exporter:9121/,
  );
});

test("a load that ended before its time says nothing", async () => {
  const ended = askedUnderLoad(
    stackWith(() => SERIES, 2),
    ["up"],
    OFFER,
  );

  await expect(ended).rejects.toThrow(Undetermined);
});

test("what is rare happens before the loads, and nothing of it is left in the end", async () => {
  const acts: string[] = [];
  const frames = new FakeBroker(monotonicClock);
  const rareEvents = async () => {
    acts.push("rare");
    return { [Symbol.asyncDispose]: async () => void acts.push("taken back") };
  };
  const watched = { exporters: [], haJobs: [], figures: { prefixes: ["fake"], of: "The fake" }, rareEvents };
  const service = { service: {}, address: async () => ({ host: "127.0.0.1", port: 1 }) };
  const stack = stackWith((_expr, load) => {
    acts.push(`asked in load ${load}`);
    return [];
  });
  const brokers = [
    { broker: { ...holding(frames), watched }, service },
    ...stack.brokers.slice(1),
  ] as unknown as WatchedStack["brokers"];

  await askedUnderLoad(Object.assign(stack, { brokers }), ["up"], OFFER);

  expect(acts[0]).toBe("rare");
  expect(acts.at(-1)).toBe("taken back");
  expect(acts).toContain("asked in load 2");
  expect(await frames.depth()).toBe(0);
});

test("each next broker carries more, and each load that ended is told", async () => {
  const told: unknown[] = [];
  const loaded: NonNullable<Beside["loaded"]> = (_watched, run) => void told.push(run);

  await askedUnderLoad(
    stackWith(() => SERIES),
    ["up"],
    { ...OFFER, growth: 1.5 },
    { loaded },
  );

  expect(told).toEqual([{ framesPerSecond: 100 }, { framesPerSecond: 150 }]);
});

test("what is done after the loads begins once the last has ended, and is waited for", async () => {
  const acts: string[] = [];
  const afterLoads = async () => {
    acts.push("begun");
    await new Promise((resolve) => setTimeout(resolve, 20));
    acts.push("done");
  };
  const loaded = () => void acts.push("loaded");

  await askedUnderLoad(
    stackWith(() => SERIES),
    ["up"],
    OFFER,
    { loaded, afterLoads },
  );

  expect(acts).toEqual(["loaded", "loaded", "begun", "done"]);
});

test("what fails after the loads is told", async () => {
  const afterLoads = async () => {
    throw new Error("the broker is gone");
  };

  await expect(
    askedUnderLoad(
      stackWith(() => SERIES),
      ["up"],
      OFFER,
      { afterLoads },
    ),
  ).rejects.toThrow("the broker is gone");
});
