import { BROKERS, brokerNamed } from "../brokers/all.ts";
import { Problem } from "../kernel/problem.ts";
import { type FaultyBroker, isFaulty } from "../suite/reliability/start-deployment.ts";

/**
 * The brokers of a list, each once, in its order; all that can be compared without a list.
 * @param list ids with commas between @throws Problem for one that there is not, or that faults can't be made on
 */
export function chosenBrokers(list?: string): FaultyBroker[] {
  if (list === undefined) return BROKERS.filter(isFaulty);
  const ids = new Set(list.split(",").map((id) => id.trim()));
  return [...ids].map((id) => {
    const broker = brokerNamed(id);
    if (isFaulty(broker)) return broker;
    throw new Problem({
      subject: `the broker ${id}`,
      expected: "one whose deployment is known, so that it can be started with one node and in profile ha",
      seen: "none",
      remedy: `leave it out of --brokers, or give it a deployment in src/brokers/${id}/`,
    });
  });
}
