import { Problem } from "../kernel/problem.ts";
import type { Step } from "../kernel/steps.ts";
import { builtImageName } from "../stack/built-image.ts";
import { engine } from "../stack/engine.ts";
import { FAULT_TOOLS } from "../stack/fault-tools.ts";
import { imageIdOf } from "../stack/image-id.ts";
import { buildImage } from "./build-image.ts";
import { reasonOf } from "./pull.ts";

/** The image of the tools that cut power and networks. Where it cannot be built what needs them is skipped. */
export const faultTools: Step = {
  name: "Fault tools",
  async ensure(progress) {
    const docker = await engine();
    if (await imageIdOf(docker, builtImageName(FAULT_TOOLS) ?? "")) return "present";
    try {
      await buildImage(docker, FAULT_TOOLS, progress);
      return "built";
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      return `left out (${reasonOf(thrown)})`;
    }
  },
};
