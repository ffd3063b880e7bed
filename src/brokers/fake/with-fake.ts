import type { Broker, BrokerTarget, FrameTaker } from "../broker.ts";
import type { BrowsableBroker } from "../frame-broker.ts";
import { fake } from "./fake.ts";

/** What the list of brokers exports. */
interface Listed {
  BROKERS: readonly Broker[];
  brokerNamed(id: string): Broker;
  takerOf(target: BrokerTarget): FrameTaker;
  brokerAt(target: BrokerTarget, consumer?: string): BrowsableBroker;
  subjectOf(target: BrokerTarget): string;
}

/** The list of brokers with the fake in it, for tests of what is handed a target: also in a thread of its own. */
export function withFake(original: Listed): Listed {
  const brokerNamed = (id: string) => (id === fake.id ? fake : original.brokerNamed(id));
  const takerOf = (target: BrokerTarget) => (target.broker === fake.id ? fake : original.takerOf(target));
  return {
    BROKERS: [...original.BROKERS, fake],
    brokerNamed,
    takerOf,
    brokerAt: (target, consumer) => brokerNamed(target.broker).at(target, consumer),
    subjectOf: (target) => takerOf(target).subjectOf(target),
  };
}
