import type { RunningService } from "../stack/running-service.ts";
import type { StackUnderTest } from "../stack/stack-under-test.ts";
import type { Broker, Members } from "./broker.ts";

/** Starts every member of a broker, as in profile ha. @throws Problem for one that does not become ready */
export async function startMembers(
  stack: Pick<StackUnderTest, "start" | "startChanged">,
  { nodes, witnesses, amongOthers }: Pick<Broker, "nodes" | "witnesses" | "amongOthers">,
): Promise<Members> {
  if (amongOthers && nodes.length > 1) {
    const changed = nodes.map((name) => stack.startChanged(name, amongOthers));
    await Promise.allSettled(changed);
    await Promise.all(changed);
  }
  const [first, ...others] = witnesses;
  const [running, watching] = await Promise.all([
    stack.start(...nodes),
    first ? stack.start(first, ...others) : ([] as RunningService[]),
  ]);
  return { nodes: running, witnesses: watching };
}

/** The member of that name. @throws Error when there is none */
export function memberNamed({ nodes, witnesses }: Members, name: string): RunningService {
  const member = [...nodes, ...witnesses].find((each) => each.name === name);
  if (!member) throw new Error(`${name} is no member of this broker`);
  return member;
}
