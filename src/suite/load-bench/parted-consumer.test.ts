import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { WorkerOptions } from "node:worker_threads";
import { expect, onTestFinished, test, vi } from "vitest";
import { FakeBroker } from "../../brokers/fake/fake-broker.ts";
import { serveFake } from "../../brokers/fake/fake-service.ts";
import { withFake } from "../../brokers/fake/with-fake.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { partedConsumer } from "./parted-consumer.ts";

// The fake is no broker of the product: it is put onto the list here, and in the thread of the consumer.
vi.mock("../../brokers/all.ts", async (importOriginal) => withFake(await importOriginal()));
vi.mock("node:worker_threads", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:worker_threads")>();
  const execArgv = ["--import", new URL("../../brokers/fake/list-fake.ts", import.meta.url).href];
  class Worker extends original.Worker {
    constructor(file: string | URL, options: WorkerOptions) {
      super(file, { ...options, execArgv });
    }
  }
  return { ...original, Worker };
});

/** The fake keeps no frame that it has handed out. */
async function targetOf(broker: FakeBroker) {
  const server = serveFake(broker).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { broker: "fake", host: "127.0.0.1", port, destination: "frames" };
}

test("of a broker that forgets what it has handed out, what the consumer had not handled is gone", async () => {
  const parting = await partedConsumer(await targetOf(new FakeBroker(monotonicClock)));

  expect(parting).toMatchObject({ frames: 1_000, handled: 300, gone: 700 });
  expect(parting.ended).toMatch(/700 confirmed frames have not come out/);
});

/** Gives what a consumer has taken back when it goes, as a broker does that waits for acknowledgements. */
class Keeping extends FakeBroker {
  readonly #handed: Buffer[] = [];

  override async openConsumer(onFrame: (frame: Buffer) => void, onCut?: () => void) {
    const again = this.#handed.splice(0);
    const consumer = await super.openConsumer((frame) => {
      this.#handed.push(frame);
      onFrame(frame);
    }, onCut);
    for (const frame of again) onFrame(frame);
    return consumer;
  }
}

test("of one that waits for acknowledgements, everything comes again", async () => {
  const parting = await partedConsumer(await targetOf(new Keeping(monotonicClock)));

  expect(parting).toEqual({ frames: 1_000, handled: 300, gone: 0, ended: "everything confirmed came out" });
});

test("a consumer that is given nothing has shown nothing", async () => {
  const broker = new FakeBroker(monotonicClock);
  broker.openConsumer = () => new Promise(() => undefined);

  await expect(partedConsumer(await targetOf(broker), 300)).rejects.toThrow(Undetermined);
});
