import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Deployment } from "../../brokers/deployment.ts";
import { FakeBroker } from "../../brokers/fake/fake-broker.ts";
import { serveFake } from "../../brokers/fake/fake-service.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { consumerKilled } from "./client-faults.ts";

/** A deployment at a port, for the consumer's process too. */
function at(port: number): Deployment {
  vi.stubEnv("NODE_OPTIONS", `--import ${new URL("../../brokers/fake/list-fake.ts", import.meta.url).href}`);
  const target = { broker: "fake", host: "127.0.0.1", port, destination: "frames" };
  return { target: async () => target } as unknown as Deployment;
}

test("a consumer is killed once it holds frames, and its process is the proof", async () => {
  const broker = new FakeBroker(monotonicClock);
  await using publisher = await broker.openPublisher();
  await publisher.publish(Buffer.from("a frame"));
  const server = serveFake(broker).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const fault = await consumerKilled(at((server.address() as AddressInfo).port));

  expect(await fault.inject()).toMatch(/^process \d+ ended by SIGKILL while it held frames$/);
  expect(await fault.heal()).toBe("the frames that it held are for the others");
});

test("a consumer that ends by itself held no frames: the fault did not land", async () => {
  const fault = await consumerKilled(at(1));

  await expect(fault.inject()).rejects.toThrow(
    new Undetermined("the consumer ended with 1 before it held any"),
  );
});
