import { monotonicClock } from "../../kernel/clock.ts";
import { conforms } from "../conformance.ts";
import { FakeBroker } from "./fake-broker.ts";

conforms("The fake", async () => {
  const broker = new FakeBroker(monotonicClock);
  return {
    broker,
    full: async () => broker.full(),
    cut: async (client) => (client === "frame-producer" ? broker.cutProducers() : broker.cutConsumers()),
    [Symbol.asyncDispose]: async () => undefined,
  };
});
