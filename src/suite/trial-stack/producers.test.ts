import { expect, test } from "vitest";
import type { Service } from "../../stack/compose-file.ts";
import { producerOf, producers } from "./producers.ts";

test("every broker that is started has a producer of its own, and the delivered one sends to whom it is delivered to", () => {
  expect(producers()).toEqual(["rtsp-capture", "rtsp-capture-rabbitmq"]);

  const capture = { environment: { CAPTURE_BROKER: "rabbitmq" } } as unknown as Service;
  const file = { services: { "rtsp-capture": capture } };
  expect(["redis", "rabbitmq"].map((broker) => producerOf(broker, file))).toEqual([
    "rtsp-capture-redis",
    "rtsp-capture",
  ]);
});
