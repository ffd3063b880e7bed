import { once } from "node:events";
import { writeSync } from "node:fs";
import { brokerAt } from "../../brokers/all.ts";
import type { BrokerTarget } from "../../brokers/broker.ts";

/** A consumer that takes frames and never acknowledges one: it stands still in the first. Started as a process of its own. */
const [target] = (await once(process, "message")) as [BrokerTarget];
await brokerAt(target, "holding-consumer").openConsumer(() => {
  // Written at once, since nothing runs after it.
  writeSync(1, "holding\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
