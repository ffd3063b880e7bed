import { expect, test } from "vitest";
import { parseSendingRate, perfTestCeiling } from "./perf-test.ts";

const TARGET = {
  broker: "rabbitmq",
  host: "127.0.0.1",
  port: 5672,
  user: "cam era",
  password: "se/cret",
  vhost: "/",
  destination: "frame_queue",
} as const;

test("the average of the run is the figure, the rates of its seconds are not", () => {
  const output = `id: test-1, time: 1.074s, sent: 5912 msg/s
id: test-1, sending rate avg: 6638 msg/s
id: test-1, receiving rate avg: 0 msg/s
`;

  expect(parseSendingRate(output)).toBe(6638);
});

test("an output without an average is an error that shows it", () => {
  expect(() => parseSendingRate("Main thread caught exception")).toThrow("Main thread caught exception");
});

test("the login is in the environment and in no argument", async () => {
  const standIn = new URL("../../../fixtures/perf-test-stand-in.sh", import.meta.url).pathname;

  const rate = await perfTestCeiling(`sh ${standIn}`, TARGET, { frames: 10, frameBytes: 16, inFlight: 5 });

  expect(rate).toBe(1);
});
