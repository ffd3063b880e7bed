import type { Broker, Members } from "../../brokers/broker.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import type { RunningService } from "../../stack/running-service.ts";

type Stack = Pick<ComposedStack, "running">;

/** Services of a trial stack, as they are described now. @throws Undetermined when one of them does not run */
export async function runningIn(stack: Stack, names: readonly string[]): Promise<RunningService[]> {
  const all = await stack.running();
  return names.map((name) => {
    const service = all.find((each) => each.name === name);
    if (!service) throw new Undetermined(`${name} of the trial stack does not run`);
    return service;
  });
}

/** The members of a broker among them. @throws Undetermined when one of them does not run */
export async function membersIn(
  stack: Stack,
  { nodes, witnesses }: Pick<Broker, "nodes" | "witnesses">,
): Promise<Members> {
  return {
    nodes: (await runningIn(stack, nodes)) as [RunningService],
    witnesses: await runningIn(stack, witnesses),
  };
}
