import { expect, test } from "vitest";
import { perfTestCeiling, steadyRate } from "./perf-test.ts";

const TARGET = {
  broker: "rabbitmq",
  host: "127.0.0.1",
  port: 5672,
  user: "cam era",
  password: "se/cret",
  vhost: "/",
  destination: "frame_queue",
} as const;

const STEADY = { warmupSeconds: 2, seconds: 2 };

test("the seconds after the warm-up are the figure; those before it, the last one and the average of the run are not", () => {
  const output = `id: test-1, time: 1.074s, sent: 5912 msg/s
id: test-1, time: 2.080s, sent: 20000 msg/s
id: test-1, time: 3.081s, sent: 40000 msg/s
id: test-1, time: 4.083s, sent: 50000 msg/s
id: test-1, time: 5.001s, sent: 12 msg/s
id: test-1, sending rate avg: 6638 msg/s
id: test-1, receiving rate avg: 0 msg/s
`;

  expect(steadyRate(output, STEADY)).toBe(45_000);
});

test("what was confirmed counts where it is told, in the form of later versions too", () => {
  const output = `id: test-1, time 2.000 s, sent: 90000 msg/s, confirmed: 80000 msg/s, nacked: 0 msg/s
id: test-1, time 3.000 s, sent: 50000 msg/s, returned: 0 msg/s, confirmed: 49000 msg/s, nacked: 0 msg/s
`;

  expect(steadyRate(output, STEADY)).toBe(49_000);
});

test("an output without such a second is an error that shows it", () => {
  expect(() => steadyRate("Main thread caught exception", STEADY)).toThrow("Main thread caught exception");
});

test("the login is in the environment and in no argument", async () => {
  const standIn = new URL("../../../fixtures/perf-test-stand-in.sh", import.meta.url).pathname;

  const rate = await perfTestCeiling(`sh ${standIn}`, TARGET, { ...STEADY, frameBytes: 16, inFlight: 5 });

  expect(rate).toBe(1);
});
