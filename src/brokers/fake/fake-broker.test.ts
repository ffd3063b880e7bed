import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { monotonicClock } from "../../kernel/clock.ts";
import { conforms } from "../conformance.ts";
import { fake } from "./fake.ts";
import { FakeBroker } from "./fake-broker.ts";
import { serveFake } from "./fake-service.ts";

const cut = (broker: FakeBroker) => async (client: string) =>
  client === "frame-producer" ? broker.cutProducers() : broker.cutConsumers();

conforms("The fake", async () => {
  const broker = new FakeBroker(monotonicClock);
  return {
    broker,
    full: async () => broker.full(),
    cut: cut(broker),
    [Symbol.asyncDispose]: async () => undefined,
  };
});

conforms("The fake, served at a port,", async () => {
  const broker = new FakeBroker(monotonicClock);
  const server = serveFake(broker).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    broker: fake.at({ host: "127.0.0.1", port, broker: "fake", destination: "frames" }),
    full: async () => broker.full(),
    cut: cut(broker),
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, "close");
    },
  };
});
