import type { ComposedStack } from "../../stack/composed-stack.ts";

interface Copy {
  started(): Promise<ComposedStack>;
}

/**
 * Two copies, started side by side.
 * @throws what kept one of them from starting, once the other one has come to its end: none is removed while it starts
 */
export async function bothStarted(one: Copy, other: Copy): Promise<[ComposedStack, ComposedStack]> {
  const starting = [one.started(), other.started()] as const;
  await Promise.allSettled(starting);
  return Promise.all(starting);
}
