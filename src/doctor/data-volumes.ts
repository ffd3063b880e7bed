import { ROOT } from "../stack/compose-file.ts";
import { ComposedStack } from "../stack/composed-stack.ts";
import { foreignVolumes } from "../stack/data-owner.ts";
import type { Finding } from "./checkup.ts";

/** Data of the composed stack that its brokers cannot write; one finding for all that they can. */
export async function dataVolumes(): Promise<Finding[]> {
  const stack = await ComposedStack.of(ROOT).catch(() => undefined);
  // Without Compose there is a finding of its own.
  if (!stack) return [];
  const foreign = await foreignVolumes(stack.project, stack.file);
  const what = "data volumes";
  if (foreign.length === 0) return [{ what, isThere: true, seen: "each is its service's own", costs: "" }];
  return foreign.map(({ service, seen, remedy }) => ({
    what,
    isThere: false,
    seen,
    costs: `the composed ${service} does not start`,
    remedy,
  }));
}
