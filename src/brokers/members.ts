import type { RunningService } from "../stack/running-service.ts";
import type { StackUnderTest } from "../stack/stack-under-test.ts";
import type { Broker, Members } from "./broker.ts";

type Startable = Pick<StackUnderTest, "start" | "startChanged">;

/** Nodes that a stack has started, each knowing that it is one of several; by the first of them. */
const amongEachOther = new WeakMap<Startable, Map<string, Promise<unknown>>>();

/**
 * Starts every member of a broker, as in profile ha; those that run already stay.
 * @throws Problem for one that does not become ready
 */
export async function startMembers(
  stack: Startable,
  { nodes, witnesses, amongOthers }: Pick<Broker, "nodes" | "witnesses" | "amongOthers">,
): Promise<Members> {
  if (amongOthers && nodes.length > 1) {
    const begun = amongEachOther.get(stack) ?? new Map<string, Promise<unknown>>();
    amongEachOther.set(stack, begun);
    const starting = begun.get(nodes[0]) ?? startChanged(stack, nodes, amongOthers);
    begun.set(nodes[0], starting);
    await starting;
  }
  const [first, ...others] = witnesses;
  const [running, watching] = await Promise.all([
    stack.start(...nodes),
    first ? stack.start(first, ...others) : ([] as RunningService[]),
  ]);
  return { nodes: running, witnesses: watching };
}

async function startChanged(
  stack: Startable,
  names: readonly string[],
  change: NonNullable<Broker["amongOthers"]>,
): Promise<void> {
  const changed = names.map((name) => stack.startChanged(name, change));
  await Promise.allSettled(changed);
  await Promise.all(changed);
}

/** The member of that name. @throws Error when there is none */
export function memberNamed({ nodes, witnesses }: Members, name: string): RunningService {
  const member = [...nodes, ...witnesses].find((each) => each.name === name);
  if (!member) throw new Error(`${name} is no member of this broker`);
  return member;
}
