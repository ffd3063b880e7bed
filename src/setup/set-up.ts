import { exclusively } from "../kernel/exclusively.mjs";
import { runSteps } from "../kernel/steps.ts";
import { browser } from "./browser.ts";
import { composePlugin } from "./compose-plugin.ts";
import { dataVolumes } from "./data-volumes.ts";
import { dockerEngine } from "./docker-engine.ts";
import { faultTools } from "./fault-tools.ts";
import { images } from "./images.ts";
import { labPrograms } from "./lab-programs.ts";
import { mountedFiles } from "./mounted-files.ts";
import { projectName } from "./project-name.ts";
import { shellCheck } from "./shell-check.ts";

const NAME = "Set-up of this host";

const FOR_SPECS = [mountedFiles, dockerEngine, composePlugin, projectName, images, dataVolumes, faultTools];

/**
 * Makes this host able to run the specs: engine, images, Compose. Does only what is missing.
 * @param hasLab also what a lab of several hosts is made with
 * @throws Problem
 */
export async function setUp({ hasLab = false } = {}): Promise<void> {
  await exclusively(NAME, () => runSteps(hasLab ? [...FOR_SPECS, labPrograms] : FOR_SPECS));
}

/** The same, and what only the tests of this repository need. @throws Problem */
export async function setUpForTests(): Promise<void> {
  await exclusively(NAME, () => runSteps([...FOR_SPECS, labPrograms, browser, shellCheck]));
}
