import { EXIT, type ExitCode } from "../kernel/exit-codes.mjs";
import type { ComparedBroker, Comparison } from "./comparison.ts";

/** Against where a confirmed frame was lost or spoilt; undetermined where a figure could not be taken. */
export function exitCodeOf({ brokers }: Pick<Comparison, "brokers">): ExitCode {
  if (brokers.some((broker) => lossesOf(broker).length > 0)) return EXIT.against;
  return brokers.some(isOpen) ? EXIT.undetermined : EXIT.good;
}

/** Where confirmed frames were lost, or came out as they were not sent, in words. */
export function lossesOf({ title, cells, topologies }: ComparedBroker): string[] {
  const byFault = Object.values(cells)
    .flat()
    .filter(({ status }) => status === "broken")
    .map(({ topology, fault, reason }) => `${title}, ${topology}, ${fault}: ${reason ?? "broken"}`);
  const byLoad = topologies.flatMap(({ topology, rounds }) =>
    rounds.flatMap(({ load }, index) => {
      if (!("value" in load)) return [];
      const { delivery, drain } = load.value;
      const { lost, corrupted, unexpected } = delivery;
      const isLoss = corrupted + unexpected > 0 || (lost > 0 && drain.isComplete);
      const words = `lost ${lost}, corrupted ${corrupted}, unexpected ${unexpected}`;
      return isLoss ? [`${title}, ${topology}, load of round ${index + 1}: ${words}`] : [];
    }),
  );
  return [...byFault, ...byLoad];
}

function isOpen({ faults, topologies }: ComparedBroker): boolean {
  const figures = topologies.flatMap((each) => Object.values(each.figures));
  return (
    figures.some((figure) => "undetermined" in figure) ||
    Object.values(faults).some(({ status }) => status === "undetermined")
  );
}
