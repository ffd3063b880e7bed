import { expect, test } from "vitest";
import { inOrder, remoteWrite } from "./remote-write.ts";

test("labels are in the order of their names, which a receiver insists on", () => {
  const labels = { le: "0.1", __name__: "frames_sent_total", job: "load-test", broker: "redis" };

  expect(Object.keys(inOrder(labels))).toEqual(["__name__", "broker", "job", "le"]);
  expect(inOrder(labels)).toEqual(labels);
});

test("a receiver that is not there is told with its address", async () => {
  const series = [{ labels: { __name__: "frames_sent_total" }, value: 1 }];

  await expect(remoteWrite("http://127.0.0.1:1/api/v1/write", series, 0)).rejects.toThrow(
    /127\.0\.0\.1:1.*ECONNREFUSED/,
  );
});
