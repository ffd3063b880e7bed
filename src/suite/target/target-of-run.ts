import { AS_DELIVERED, type Destinations, destinationsOf } from "../../brokers/destinations.ts";
import { openStack } from "../../brokers/open-stack.ts";
import { currentRun } from "../../kernel/run-identity.ts";
import { currentTarget } from "../../kernel/run-target.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { ComposedStack } from "../../stack/composed-stack.ts";
import { Stack } from "../../stack/stack.ts";
import type { StackUnderTest } from "../../stack/stack-under-test.ts";
import { deployedStack, sweepDestinations } from "./deployed.ts";

/** What the run verifies: a stack of its own, or one that is deployed. */
export interface TargetOfRun extends AsyncDisposable {
  readonly stack: StackUnderTest;
  /** Where frames go there: on a deployed stack into destinations of the run's own. */
  readonly destinations: Destinations;
}

/** The target of the run. Disposed of, nothing of the run is left. @throws Problem when nothing of a deployed one runs */
export async function targetOfRun(): Promise<TargetOfRun> {
  if (currentTarget().kind === "own") {
    const stack = await openStack();
    return {
      stack,
      destinations: AS_DELIVERED,
      [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
    };
  }
  return {
    stack: await deployedStack(),
    destinations: destinationsOf(currentRun()),
    [Symbol.asyncDispose]: () => sweepDestinations(currentRun()),
  };
}

/** The same where it is the run's own. @throws Error when the test has not said that it takes one */
export function ownStack(stack: StackUnderTest): Stack {
  if (stack instanceof Stack) return stack;
  throw new Error("a deployed stack is the target: the test has to ask for ownStack");
}

/** What listens on this host: the stack that is composed here, or those of the run's own. @param own starts those */
export async function listeningStacks(
  own: () => Promise<readonly [ComposedStack, ...ComposedStack[]]>,
): Promise<readonly [ComposedStack, ...ComposedStack[]]> {
  return currentTarget().kind === "own" ? own() : [await ComposedStack.of(ROOT)];
}
