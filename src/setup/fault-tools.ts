import { messageOf } from "../problem.ts";
import { builtImageName } from "../stack/built-image.ts";
import { engine } from "../stack/engine.ts";
import { FAULT_TOOLS } from "../stack/fault-tools.ts";
import { imageIdOf } from "../stack/image-id.ts";
import type { Step } from "../steps.ts";
import { buildImage } from "./build-image.ts";

/**
 * The image of the tools that cut power and networks. Where it cannot be built the faults that need it are undetermined;
 * everything else is measured.
 */
export const faultTools: Step = {
  name: "Fault tools",
  async ensure(progress) {
    const docker = await engine();
    if (await imageIdOf(docker, builtImageName(FAULT_TOOLS) ?? "")) return "present";
    try {
      await buildImage(docker, FAULT_TOOLS, progress);
      return "built";
    } catch (thrown) {
      return `left out: ${messageOf(thrown)}`;
    }
  },
};
