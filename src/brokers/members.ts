import type { RunningService } from "../stack/running-service.ts";
import type { StackUnderTest } from "../stack/stack-under-test.ts";
import type { Broker, Members } from "./broker.ts";

/** Starts every member of a broker, as in profile ha. @throws Problem for one that does not become ready */
export async function startMembers(
  stack: Pick<StackUnderTest, "start">,
  {
    nodes,
    witnesses,
    startsAfterOthers: isLast = false,
  }: Pick<Broker, "nodes" | "witnesses" | "startsAfterOthers">,
): Promise<Members> {
  const [, second, ...more] = nodes;
  if (isLast && second) await stack.start(second, ...more);
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
