import { exclusively } from "../exclusively.mjs";
import { runSteps } from "../steps.ts";
import { composePlugin } from "./compose-plugin.ts";
import { dockerEngine } from "./docker-engine.ts";
import { faultTools } from "./fault-tools.ts";
import { images } from "./images.ts";

/** Makes this host able to run the specs: engine, images, Compose. Does only what is missing. @throws Problem */
export async function setUp(): Promise<void> {
  await exclusively("Set-up of this host", () => runSteps([dockerEngine, images, composePlugin, faultTools]));
}
