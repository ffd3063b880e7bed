import type { Step } from "../kernel/steps.ts";
import { ROOT } from "../stack/compose-file.ts";
import { ComposedStack } from "../stack/composed-stack.ts";
import { foreignVolumes } from "../stack/data-owner.ts";
import { reasonOf } from "./pull.ts";

/** Reports data that the composed stack's services cannot write, as after a change of images. It changes nothing. */
export const dataVolumes: Step = {
  name: "Data volumes",
  async ensure() {
    // No stack of the run's own needs them.
    const stack = await ComposedStack.of(ROOT).catch((thrown: unknown) => reasonOf(thrown));
    if (typeof stack === "string") return `not looked at (${stack})`;
    const foreign = await foreignVolumes(stack.project, stack.file);
    if (foreign.length === 0) return "nothing stands in the way";
    return `${foreign.map(({ seen }) => seen).join("; ")}: npm run doctor says what to do`;
  },
};
