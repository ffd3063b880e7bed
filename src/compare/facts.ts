import { describeDuration } from "../report/words/words.ts";
import type { Comparison } from "./comparison.ts";
import { IN_FLIGHT, SECONDS } from "./turn.ts";

/** A fact about a comparison, by its name. */
export type Fact = readonly [name: string, value: string];

/** Where, when and how it was measured. */
export function factsOf(comparison: Comparison): Fact[] {
  const { environment, startedAt, seconds, rounds, faults, rate } = comparison;
  const { commit, host } = environment;
  const { cores, memoryGib, os, kernel, node } = host;
  const load = SECONDS.load;
  const through = SECONDS.throughput;
  return [
    ["Started", `${startedAt.slice(0, 16).replace("T", " ")} UTC, took ${describeDuration(seconds * 1e3)}`],
    ["Host", `${cores} processors, ${memoryGib} GiB, ${os}, kernel ${kernel}, Node ${node}`],
    ["Commit", commit],
    [
      "Rounds",
      `${rounds} for each broker and topology; the brokers take turns, and the others hold no frame meanwhile`,
    ],
    [
      "Throughput",
      `each round ${through.seconds} s with ${IN_FLIGHT} frames in flight, confirmed while a consumer takes them out; median of the rounds`,
    ],
    [
      "Latency",
      `each round ${load.durationSeconds} s of ${rate.offered} messages/s of 1 KiB, open loop; from due to received; the plan asks for ${rate.least}`,
    ],
    [
      "Cost",
      "processor time and memory of all containers of the broker under that load; medians of the rounds",
    ],
    [
      "Faults",
      `made ${faults === 1 ? "once" : `${faults} times`} under a load of 500 messages/s; every frame accounted for`,
    ],
  ];
}

/** What others did to the host meanwhile, in words; none where it was calm. */
export function disturbancesOf({ brokers }: Pick<Comparison, "brokers">): string[] {
  return brokers.flatMap(({ title, topologies, cells }) => [
    ...topologies.flatMap(({ topology, rounds }) =>
      rounds.flatMap(({ busy }, index) =>
        busy ? [`${title}, ${topology}, round ${index + 1}: ${busy}`] : [],
      ),
    ),
    ...Object.values(cells)
      .flat()
      .flatMap(({ topology, fault, busy }) => (busy ? [`${title}, ${topology}, ${fault}: ${busy}`] : [])),
  ]);
}

/** Which brokers had to be started anew between rounds, and why. */
export function startedAnewIn({ brokers }: Pick<Comparison, "brokers">): string[] {
  return brokers.flatMap(({ title, topologies }) =>
    topologies.flatMap(({ topology, rounds }) =>
      rounds.flatMap(({ startedAnew }, index) =>
        startedAnew ? [`${title}, ${topology}, round ${index + 1}: ${startedAnew}`] : [],
      ),
    ),
  );
}
