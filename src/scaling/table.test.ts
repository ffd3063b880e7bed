import { expect, test } from "vitest";
import { modelOf } from "./needs.ts";
import { scalingTables } from "./table.ts";

const point = (frameBytes: number) => ({
  ...{ frameBytes, workers: 2, framesPerSecond: 1_000, achievedRate: 999.7 },
  ...{ workerUs: 100, brokerUs: 50, inBytes: frameBytes, outBytes: frameBytes },
});

test("what was measured stands apart from what the model says of other loads", () => {
  const points = [point(1_024), point(70_000)];
  const model = modelOf("Fake", points, new Map([[1_024, 4_000]]));

  const text = scalingTables([{ model, points }], [{ frameBytes: 1_024, framesPerSecond: 1_000_000 }]);

  expect(text.split("\n").filter((line) => /^\| (Fake|1,000,000)/.test(line))).toEqual([
    "| Fake | 1,024 | 2 | 1,000 | 100 | 50 | 1,024 | 1,024 |",
    "| Fake | 70,000 | 2 | 1,000 | 100 | 50 | 70,000 | 70,000 |",
    "| Fake | 1,024 | 4,000 |",
    "| Fake | processor time of workers | 100 µs | 0.0 µs | 0 % |",
    "| Fake | processor time of the broker | 50 µs | 0.0 µs | 0 % |",
    "| Fake | network to the broker | 0 B | 1024.0 B | 0 % |",
    "| Fake | network from the broker | 0 B | 1024.0 B | 0 % |",
    "| 1,000,000 frames/s of 1,024 bytes | Fake | 200 | 300 | 500 | 8.2 | 24.6 |",
  ]);
});
