import { Problem } from "../../kernel/problem.ts";
import { consumerNames } from "../load-threads.ts";

/** What a worker runs: producers by their places among the load's, consumers by their names. */
export interface Share {
  sends: number[];
  receives: string[];
}

/**
 * Deals producers and consumers out to workers, one after the other in turn, so that none has two more than another. What
 * follows the producers is the consumers: where there are few of both, those who send are others than those who receive.
 *
 * @throws Problem for a worker that would have nothing to do
 */
export function dealt(
  workers: number,
  { producers, consumers }: Record<"producers" | "consumers", number>,
): Share[] {
  if (workers > producers + consumers)
    throw new Problem({
      subject: "the workers of the load",
      expected: `at most ${producers + consumers}, one for each of ${producers} producers and ${consumers} consumers`,
      seen: String(workers),
      remedy: "lower --workers, or ask for more --producers or --consumers",
    });
  const shares = Array.from({ length: workers }, (): Share => ({ sends: [], receives: [] }));
  const names = consumerNames(consumers);
  for (let producer = 0; producer < producers; producer += 1)
    shares[producer % workers]?.sends.push(producer);
  for (const [index, name] of names.entries()) shares[(producers + index) % workers]?.receives.push(name);
  return shares;
}
